package procare.lab;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a laboratory said of one test at one time.
 *
 * @param loinc null when its code means nothing here
 * @param display the test's name for people
 * @param unit as sent
 * @param ucum null when the unit is unknown
 * @param factor by which the value is multiplied to be in {@code ucum}
 * @param review why a person must look first, or null
 * @param critical which rule called it critical, or null
 */
public record Version(
    UUID id,
    UUID observationId,
    String messageId,
    String status,
    Instant issuedAt,
    Instant observedAt,
    List<LabCode> codes,
    String loinc,
    String display,
    LabValue value,
    String unit,
    String ucum,
    BigDecimal factor,
    String referenceRange,
    List<String> flags,
    List<String> notes,
    String review,
    String critical) {

  /** Whether both say the same of the patient, whatever status they have. */
  boolean saysTheSame(Version other) {
    return meaning().equals(other.meaning()) && (critical == null) == (other.critical == null);
  }

  /** The value in {@code ucum}. */
  public LabValue normalised() {
    return scaled(value, factor);
  }

  static LabValue scaled(LabValue value, BigDecimal factor) {
    if (BigDecimal.ONE.compareTo(factor) == 0) {
      return value;
    }
    if (value instanceof LabValue.Quantity q) {
      return new LabValue.Quantity(q.comparator(), times(q.value(), factor), q.unit());
    }
    return value instanceof LabValue.Range r
        ? new LabValue.Range(times(r.low(), factor), times(r.high(), factor), r.unit())
        : value;
  }

  private static BigDecimal times(BigDecimal number, BigDecimal factor) {
    return number == null ? null : number.multiply(factor);
  }

  /** The value in one spelling: {@code 5.50} and {@code 5.5}, {@code MG/DL} and {@code mg/dL}. */
  String meaning() {
    LabValue said = normalised();
    String in = ucum == null ? String.valueOf(unit) : ucum;
    if (said instanceof LabValue.Quantity q) {
      return q.comparator() + plain(q.value()) + in;
    }
    if (said instanceof LabValue.Range r) {
      return plain(r.low()) + ".." + plain(r.high()) + in;
    }
    if (said instanceof LabValue.Ratio r) {
      return plain(r.numerator()) + ":" + plain(r.denominator());
    }
    if (said instanceof LabValue.Text t) {
      return t.text().strip();
    }
    return said instanceof LabValue.Coded c ? c.code().system() + "|" + c.code().code() : "-";
  }

  /**
   * Names these very words of the laboratory, so that the same by another way is no new version.
   */
  byte[] hash() {
    return LabReviews.sha256(
        status,
        String.valueOf(issuedAt),
        meaning(),
        String.join(",", flags.stream().map(String::strip).sorted().toList()),
        String.join("\n", notes.stream().map(String::strip).toList()));
  }

  private static String plain(BigDecimal number) {
    return number == null ? "" : number.stripTrailingZeros().toPlainString();
  }
}
