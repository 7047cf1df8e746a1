package procare.consent;

import java.util.Arrays;
import java.util.Optional;

/** What a person may agree to or refuse, each by itself (domain.md §2, §4). */
public enum Category {
  /** Every message that the person did not ask for. */
  ALL("all", true),
  MEDICATION("medication", true),
  APPOINTMENT("appointment", true),
  LAB("lab", true),
  EDUCATION("education", true),
  NUDGE("nudge", true),
  /** Of a patient: caregivers may be told. Of a caregiver: wants to be told. */
  CAREGIVER_FEED("caregiver-feed", true),
  /** A language model may reword approved texts. */
  AI_REWORDING("ai-rewording", false),
  /** A language model may read what the rules could not place. */
  AI_READING("ai-reading", false);

  private final String code;
  private final boolean byDefault;

  Category(String code, boolean byDefault) {
    this.code = code;
    this.byDefault = byDefault;
  }

  public String code() {
    return code;
  }

  /** Whether it holds as long as the person has said nothing. */
  public boolean byDefault() {
    return byDefault;
  }

  /** Only the person decides on it, nobody on their behalf. */
  public boolean personal() {
    return !byDefault;
  }

  public static Optional<Category> of(String code) {
    return Arrays.stream(values()).filter(c -> c.code.equals(code)).findFirst();
  }
}
