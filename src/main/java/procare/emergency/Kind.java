package procare.emergency;

import java.util.Optional;

/** What an emergency is about; a patient has at most one open emergency of each kind. */
public enum Kind {
  LOW,
  HIGH,
  UNCLEAR,
  RED_FLAG,
  /** A laboratory value that a doctor has to sign. */
  LAB_CRITICAL;

  /** The kind of danger that a reading of this severity is, if any. */
  static Optional<Kind> ofSeverity(String severity) {
    return switch (severity) {
      case "LEVEL_1", "LEVEL_2" -> Optional.of(LOW);
      case "HIGH" -> Optional.of(HIGH);
      case "UNCLEAR" -> Optional.of(UNCLEAR);
      default -> Optional.empty();
    };
  }

  /**
   * Level 2, red flags and unclear values (which may be a severe low) do not wait for the re-check:
   * the caregivers are told at once (domain rules §4).
   */
  static boolean atOnce(Kind kind, String severity) {
    return kind == RED_FLAG || kind == UNCLEAR || "LEVEL_2".equals(severity);
  }
}
