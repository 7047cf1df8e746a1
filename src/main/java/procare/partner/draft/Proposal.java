package procare.partner.draft;

import java.util.Locale;

/**
 * One thing that is proposed.
 *
 * @param field of pack.yaml, such as {@code results.item.code}, or {@code codes.csv}
 * @param value as it stands in YAML or CSV
 * @param why the reason, without values of people
 */
public record Proposal(String field, String value, Confidence confidence, String why) {
  /** How sure a proposal is. */
  public enum Confidence {
    /** The samples say so themselves. */
    HIGH,
    /** Its name and what stands there fit; somebody should look. */
    MEDIUM,
    /** A default, or one sign only; somebody must look. */
    LOW;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** As the comment behind it. */
  String comment() {
    return confidence.word() + ": " + why;
  }
}
