package procare.hl7;

/**
 * What a message is answered, and why.
 *
 * @param code of the answer
 * @param error HL7 table 0357, or null when accepted
 * @param place ERR-2 such as {@code MSH^1^12}, or null
 * @param reason in words, without anything of the message; null when accepted
 */
public record Verdict(Code code, String error, String place, String reason) {
  /** HL7 table 0008, and no answer at all. */
  public enum Code {
    AA,
    AE,
    AR,
    /** Nothing is answered: an acknowledgement, or no HL7 at all. */
    NONE
  }

  static final Verdict ACCEPTED = new Verdict(Code.AA, null, null, null);

  /** Unacceptable as it is: type, version, processing id, sender. Sending it again is no use. */
  static Verdict reject(String error, String place, String reason) {
    return new Verdict(Code.AR, error, place, reason);
  }

  /** Something is wrong with the data, or with us. */
  static Verdict error(String error, String place, String reason) {
    return new Verdict(Code.AE, error, place, reason);
  }

  static Verdict silence(String reason) {
    return new Verdict(Code.NONE, null, null, reason);
  }

  public boolean accepted() {
    return code == Code.AA;
  }
}
