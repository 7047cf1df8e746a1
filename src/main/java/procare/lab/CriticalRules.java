package procare.lab;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import procare.lab.LabPartners.Bounds;
import procare.lab.LabProperties.Limits;

/**
 * Which results are critical. The laboratory's own flag wins; without one the hub's limits apply
 * (domain.md §1: glucose ≤ 50 on all four published lists and ≥ 450 mg/dL, potassium ≤ 2.8 and ≥
 * 6.0 mmol/L, creatinine ≥ 5.0 mg/dL). What cannot be ruled out is critical: a bound, a missing
 * unit and a unit that contradicts its code are read in every way they can be meant.
 */
final class CriticalRules {
  /** HL7 table 0078: panic limits, very abnormal, beyond what the instrument can measure. */
  private static final Set<String> FLAGS = Set.of("HH", "LL", "AA", "<", ">");

  private static final Set<String> STATUSES =
      Set.of("preliminary", "final", "amended", "corrected", "unknown");

  /** Below this a glucose without a unit may be in either. */
  private static final BigDecimal AMBIGUOUS_BELOW = new BigDecimal(40);

  private CriticalRules() {}

  /**
   * @param analyte its name in lower case, or {@code other}
   * @param rule {@code flag:HH}, {@code low} or {@code high}
   */
  record Critical(String analyte, String rule) {}

  /** Empty when it is not critical, was cancelled, or never was. */
  static Optional<Critical> judge(
      LabResult result, String loinc, String ucum, Optional<Bounds> own, Limits limits) {
    if (!STATUSES.contains(result.status())) {
      return Optional.empty();
    }
    Optional<Analyte> analyte = Analyte.of(loinc, result.codes());
    String name = analyte.map(a -> a.name().toLowerCase(Locale.ROOT)).orElse("other");
    Optional<String> flag =
        result.flags().stream()
            .map(f -> f.strip().toUpperCase(Locale.ROOT))
            .filter(FLAGS::contains)
            .findFirst();
    if (flag.isPresent()) {
      return Optional.of(new Critical(name, "flag:" + flag.get()));
    }
    if (own.isPresent()) {
      return byBounds(result.value(), loinc, ucum, own.get()).map(rule -> new Critical(name, rule));
    }
    return analyte
        .flatMap(a -> byLimits(a, result.value(), units(a, result.value(), loinc, ucum), limits))
        .map(rule -> new Critical(name, rule));
  }

  /** A laboratory's own limits, which count in their own unit and what converts to it. */
  private static Optional<String> byBounds(
      LabValue value, String loinc, String ucum, Bounds bounds) {
    String unit = ucum == null ? bounds.ucum() : ucum;
    BigDecimal least = in(bounds.ucum(), low(value), unit, loinc);
    BigDecimal most = in(bounds.ucum(), high(value), unit, loinc);
    if (least != null
        && bounds.low() != null
        && (below(value) || least.compareTo(bounds.low()) <= 0)) {
      return Optional.of("low");
    }
    return most != null
            && bounds.high() != null
            && (above(value) || most.compareTo(bounds.high()) >= 0)
        ? Optional.of("high")
        : Optional.empty();
  }

  private static BigDecimal in(String target, BigDecimal number, String unit, String loinc) {
    if (number == null || unit.equals(target)) {
      return number;
    }
    Optional<Analyte> analyte = Analyte.of(loinc, List.of());
    return analyte
        .flatMap(a -> a.inOwnUnit(number, unit))
        .flatMap(
            v ->
                analyte
                    .get()
                    .inOwnUnit(BigDecimal.ONE, target)
                    .map(one -> v.divide(one, MathContext.DECIMAL64)))
        .orElse(null);
  }

  /** Every unit that the number can be meant in, as far as a living person can have it. */
  private static List<String> units(Analyte analyte, LabValue value, String loinc, String ucum) {
    List<String> units = new ArrayList<>();
    String byCode = loinc == null ? null : analyte.unitOf(loinc);
    if (ucum != null) {
      units.add(ucum);
    }
    if (byCode != null && (ucum == null || Analyte.contradicts(loinc, ucum))) {
      units.add(byCode);
    }
    if (units.isEmpty()) {
      units.add(analyte.unit());
      if (analyte == Analyte.GLUCOSE && number(value).compareTo(AMBIGUOUS_BELOW) < 0) {
        units.add("mmol/L");
      }
    }
    List<String> possible =
        units.stream().filter(unit -> analyte.possible(number(value), unit)).toList();
    return possible.isEmpty() ? units : possible;
  }

  private static Optional<String> byLimits(
      Analyte analyte, LabValue value, List<String> units, Limits limits) {
    BigDecimal low = limits.low(analyte);
    BigDecimal high = limits.high(analyte);
    for (String unit : units) {
      BigDecimal least = converted(analyte, low(value), unit);
      BigDecimal most = converted(analyte, high(value), unit);
      if (least == null || most == null) {
        continue;
      }
      if (low != null && (below(value) || least.compareTo(low) <= 0)) {
        return Optional.of("low");
      }
      if (high != null && (above(value) || most.compareTo(high) >= 0)) {
        return Optional.of("high");
      }
    }
    return Optional.empty();
  }

  private static BigDecimal converted(Analyte analyte, BigDecimal number, String unit) {
    return number == null ? null : analyte.inOwnUnit(number, unit).orElse(null);
  }

  private static BigDecimal low(LabValue value) {
    return value instanceof LabValue.Range r
        ? r.low()
        : value instanceof LabValue.Quantity q ? q.value() : null;
  }

  private static BigDecimal high(LabValue value) {
    return value instanceof LabValue.Range r
        ? r.high()
        : value instanceof LabValue.Quantity q ? q.value() : null;
  }

  /** A laboratory writes a bound where its instrument ends, far outside of what is normal. */
  private static boolean below(LabValue value) {
    return value instanceof LabValue.Quantity q
        && q.comparator() != null
        && q.comparator().startsWith("<");
  }

  private static boolean above(LabValue value) {
    return value instanceof LabValue.Quantity q
        && q.comparator() != null
        && q.comparator().startsWith(">");
  }

  private static BigDecimal number(LabValue value) {
    BigDecimal low = low(value);
    BigDecimal any = low == null ? high(value) : low;
    return any == null ? AMBIGUOUS_BELOW : any;
  }
}
