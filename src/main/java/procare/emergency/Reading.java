package procare.emergency;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import procare.event.InvalidEventException;

/**
 * A glucose reading as the events carry it, and as a fact of an emergency keeps it.
 *
 * @param unit {@code mg/dL}, {@code mmol/L} or {@code unclear}
 * @param comparator {@code <} or {@code >} for a meter's LO and HI, else null
 * @param severity {@code NORMAL}, {@code LEVEL_1}, {@code LEVEL_2}, {@code HIGH}, {@code UNCLEAR}:
 *     classified once, in the unit entered, where the reading was stored
 * @param backdated entered long after it was measured: a fact, but no news of how the patient is
 */
record Reading(
    UUID readingId,
    BigDecimal value,
    String unit,
    String comparator,
    String severity,
    Instant recordedAt,
    boolean backdated) {

  private static final BigDecimal NOT_LOW_MG = new BigDecimal(70);
  private static final BigDecimal NOT_LOW_MMOL = new BigDecimal("3.9");
  private static final BigDecimal LOWEST_SHOWN_MG = new BigDecimal(20);
  private static final BigDecimal HIGHEST_SHOWN_MMOL = new BigDecimal("33.3");

  /** What the other agents are told of a reading. */
  record Brief(UUID id, BigDecimal value, String unit, String comparator, Instant recordedAt) {}

  static Reading of(JsonNode data) {
    try {
      return new Reading(
          UUID.fromString(text(data, "readingId")),
          new BigDecimal(text(data, "value")),
          text(data, "unit"),
          data.hasNonNull("comparator") ? text(data, "comparator") : null,
          text(data, "severity"),
          OffsetDateTime.parse(text(data, "recordedAt")).toInstant(),
          data.path("backdated").asBoolean(false));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new InvalidEventException("data is no glucose reading: " + e.getMessage(), e);
    }
  }

  private static String text(JsonNode data, String name) {
    if (!data.hasNonNull(name)) {
      throw new InvalidEventException("data." + name + " is missing");
    }
    return data.get(name).asText();
  }

  Brief brief() {
    return new Brief(readingId, value, unit, comparator, recordedAt);
  }

  /**
   * Whether this reading shows that a danger of this kind is over (domain rules §1 and §4: recovery
   * from a low needs a value of at least 70 mg/dL or 3.9 mmol/L). The number is looked at again
   * besides its class, because here a mistake calls off help: a value that no home meter shows in
   * its unit (62 mmol/L) is likely a slip of the unit and ends nothing.
   */
  boolean ends(Kind kind) {
    if (unitLikelyWrong()) {
      return false;
    }
    return switch (kind) {
      case LOW -> ("NORMAL".equals(severity) || "HIGH".equals(severity)) && notLow();
      case HIGH ->
          "NORMAL".equals(severity) || "LEVEL_1".equals(severity) || "LEVEL_2".equals(severity);
      case UNCLEAR -> !"UNCLEAR".equals(severity);
      case RED_FLAG, LAB_CRITICAL -> false;
    };
  }

  private boolean unitLikelyWrong() {
    return switch (unit) {
      case "mg/dL" -> comparator == null && value.compareTo(LOWEST_SHOWN_MG) < 0;
      case "mmol/L" -> comparator == null && value.compareTo(HIGHEST_SHOWN_MMOL) > 0;
      default -> true;
    };
  }

  private boolean notLow() {
    if ("<".equals(comparator)) {
      return false;
    }
    return switch (unit) {
      case "mg/dL" -> value.compareTo(NOT_LOW_MG) >= 0;
      case "mmol/L" -> value.compareTo(NOT_LOW_MMOL) >= 0;
      default -> false;
    };
  }
}
