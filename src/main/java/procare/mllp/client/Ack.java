package procare.mllp.client;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import procare.hl7.Decoded;
import procare.hl7.Message;
import procare.hl7.Segment;

/**
 * One acknowledgement: an ACK, or an application's answer with MSA such as ORL^O22.
 *
 * @param code MSA-1: {@code AA, AE, AR}, or in enhanced mode {@code CA, CE, CR}
 * @param controlId MSA-2, the MSH-10 of the message that it answers
 * @param reason ERR-3 and ERR-8 or MSA-3 for operators, or null
 * @param message all of it
 * @param size in bytes
 */
public record Ack(String code, String controlId, String reason, Message message, int size) {
  private static final Set<String> CODES = Set.of("AA", "AE", "AR", "CA", "CE", "CR");
  private static final int LONGEST_REASON = 200;

  /**
   * Reads a frame.
   *
   * @param charset where MSH-18 names none
   * @return empty when it has no MSH, no MSA, no code of table 0008 or no MSA-2
   */
  public static Optional<Ack> read(byte[] frame, Charset charset) {
    Message message;
    try {
      message = Message.of(Decoded.of(frame, charset).text());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    Segment msa = message.first("MSA").orElse(null);
    if (msa == null || msa.value(1) == null || msa.value(2) == null) {
      return Optional.empty();
    }
    String code = msa.value(1).toUpperCase(Locale.ROOT);
    return CODES.contains(code)
        ? Optional.of(
            new Ack(code, msa.field(2).whole(), reason(message, msa), message, frame.length))
        : Optional.empty();
  }

  /** True for the first answer of enhanced mode: stored, not judged. */
  public boolean isCommit() {
    return code.charAt(0) == 'C';
  }

  /** True for AA and CA. */
  public boolean isPositive() {
    return code.charAt(1) == 'A';
  }

  /** True for AE and CE: sending the same again may work. */
  public boolean isError() {
    return code.charAt(1) == 'E';
  }

  /** Codes and table texts; free text of a laboratory may name a patient and stays out. */
  private static String reason(Message message, Segment msa) {
    StringBuilder reason = new StringBuilder("MSA-1 ").append(msa.value(1));
    message
        .first("ERR")
        .ifPresent(
            err -> {
              String place = err.field(2).whole();
              String error = err.field(3).component(1);
              String text = err.field(3).component(2);
              reason.append(place == null ? "" : ", at " + place);
              reason.append(error == null ? "" : ", error " + error);
              reason.append(text == null ? "" : " " + text);
            });
    return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
  }
}
