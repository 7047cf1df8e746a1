package procare.hl7;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a message can be taken. AR: its type, version, processing id or sender will not do, and
 * sending it again is no use. AE: something is wrong with its data. What is refused is kept all the
 * same.
 */
final class Acceptance {
  private static final Pattern VERSION = Pattern.compile("2\\.[1-9](\\.\\d{1,2})?");
  private static final int LONGEST_CONTROL_ID = 199;

  private Acceptance() {}

  /**
   * @param partner or null when nobody of that name sends to us
   * @param bytes of the message as sent
   */
  static Verdict of(Message message, Hl7Partner partner, int bytes) {
    String type = message.type();
    if (type.equals("ACK") || type.startsWith("ACK^")) {
      return Verdict.silence("An acknowledgement is not acknowledged");
    }
    if (partner == null) {
      return Verdict.reject("204", "MSH^1^3", "Unknown sender (MSH-3, MSH-4)");
    }
    Verdict header = header(message.header(), type, partner);
    if (!header.accepted()) {
      return header;
    }
    if (bytes > partner.largest()) {
      return Verdict.reject("207", null, "Message is larger than " + partner.largest() + " bytes");
    }
    return content(message);
  }

  private static Verdict header(Segment header, String type, Hl7Partner partner) {
    String controlId = header.field(10).whole();
    if (controlId == null && partner.controlIdNeeded()) {
      return Verdict.reject("101", "MSH^1^10", "Message control id is missing");
    }
    if (controlId != null && controlId.length() > LONGEST_CONTROL_ID) {
      return Verdict.reject("102", "MSH^1^10", "Message control id is too long");
    }
    String version = header.value(12) == null ? partner.version() : header.value(12);
    if (version == null || !VERSION.matcher(version).matches()) {
      return Verdict.reject("203", "MSH^1^12", "Unsupported version id");
    }
    String processing = header.value(11);
    if (processing != null
        && !partner.processingIds().contains(processing.toUpperCase(Locale.ROOT))) {
      return Verdict.reject("202", "MSH^1^11", "Unsupported processing id");
    }
    return partner.takes(type)
        ? Verdict.ACCEPTED
        : Verdict.reject("200", "MSH^1^9", "Unsupported message type");
  }

  private static Verdict content(Message message) {
    String type = message.type();
    if (!message.has("PID") && (type.startsWith("ADT^") || type.startsWith("ORU^"))) {
      return Verdict.error("100", "PID^1", "No PID segment");
    }
    if (type.equals("ADT^A40") && !message.has("MRG")) {
      return Verdict.error("100", "MRG^1", "No MRG segment in a merge");
    }
    if (type.startsWith("ORU^") && !message.has("OBX") && !onlyCancels(message)) {
      return Verdict.error("100", "OBX^1", "No OBX segment in a report");
    }
    List<Segment> segments = message.segments();
    Segment last = segments.get(segments.size() - 1);
    if (!message.isEnded() && "OBX".equals(last.id()) && last.last() < 11) {
      return Verdict.error(
          "100", "OBX^" + last.value(1), "Message ends in the middle of a segment");
    }
    return Verdict.ACCEPTED;
  }

  /** Orders may be cancelled (OBR-25 X) without a word about their tests. */
  private static boolean onlyCancels(Message message) {
    List<Segment> orders = message.all("OBR");
    return !orders.isEmpty() && orders.stream().allMatch(o -> "X".equalsIgnoreCase(o.value(25)));
  }
}
