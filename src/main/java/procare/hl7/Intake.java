package procare.hl7;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Takes apart what came in one frame, and judges each message of it. Batches (FHS, BHS) and
 * messages that were glued together are split: read as one, they would give the results of the
 * second patient to the first, and the second message would never be acknowledged.
 */
@Component
public class Intake {
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final List<Hl7Partners> partners;

  public Intake(List<Hl7Partners> partners) {
    this.partners = List.copyOf(partners);
  }

  /** Tells whoever looks out for silence that a message of this partner was stored. */
  void heard(String partner) {
    partners.forEach(p -> p.heard(partner));
  }

  /** The messages of a frame, at least one: what is no HL7 comes back as one with its verdict. */
  public List<Incoming> read(byte[] frame) {
    List<byte[]> parts = split(frame);
    if (parts.isEmpty()) {
      return List.of(unreadable(frame));
    }
    return parts.stream().map(part -> one(part, parts.size() > 1)).toList();
  }

  /**
   * The bytes of each message, from MSH to before the next MSH, FHS, BHS, BTS or FTS at the
   * beginning of a line. A byte order mark and white space before the first are left out.
   */
  static List<byte[]> split(byte[] frame) {
    List<byte[]> parts = new ArrayList<>(1);
    int start = -1;
    int at = startsWith(frame, 0, BOM) ? BOM.length : 0;
    while (at < frame.length) {
      boolean header = header(frame, at, "MSH");
      if (header || header(frame, at, "FHS") || header(frame, at, "BHS") || trailer(frame, at)) {
        if (start >= 0) {
          parts.add(Arrays.copyOfRange(frame, start, at));
        }
        start = header ? at : -1;
      } else if (parts.isEmpty() && start < 0 && !blank(frame[at])) {
        // Text before the first header: a batch whose FHS lost its beginning, or no HL7 at all.
        at = endOfLine(frame, at);
        continue;
      }
      at = endOfLine(frame, at);
    }
    if (start >= 0) {
      parts.add(start == 0 ? frame : Arrays.copyOfRange(frame, start, frame.length));
    }
    return parts;
  }

  /** Index of the next line's first character that is not white space. */
  private static int endOfLine(byte[] frame, int from) {
    int at = from;
    while (at < frame.length && frame[at] != '\r' && frame[at] != '\n') {
      at++;
    }
    while (at < frame.length && blank(frame[at])) {
      at++;
    }
    return at;
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  /** True where a header begins; its separator is a printable ASCII sign. */
  private static boolean header(byte[] frame, int at, String id) {
    return at + 4 < frame.length
        && startsWith(frame, at, id.getBytes(StandardCharsets.US_ASCII))
        && frame[at + 3] > ' '
        && frame[at + 3] < 0x7F
        && !Character.isLetterOrDigit(frame[at + 3]);
  }

  private static boolean trailer(byte[] frame, int at) {
    return header(frame, at, "BTS") || header(frame, at, "FTS");
  }

  private static boolean startsWith(byte[] frame, int at, byte[] with) {
    return at + with.length <= frame.length
        && Arrays.equals(frame, at, at + with.length, with, 0, with.length);
  }

  private static Incoming unreadable(byte[] frame) {
    return unreadable(
        frame,
        frame.length == 0
            ? Verdict.reject("100", "MSH^1", "Empty message")
            : Verdict.silence("This is no HL7 message"));
  }

  /** A frame that broke the reader: a defect of ours, but the sender must not try for ever. */
  static Incoming broken(byte[] frame) {
    return unreadable(frame, Verdict.error("207", null, "The message cannot be read"));
  }

  private static Incoming unreadable(byte[] frame, Verdict verdict) {
    byte[] hash = sha256().digest(frame);
    return new Incoming(
        frame,
        null,
        null,
        StandardCharsets.UTF_8,
        "",
        "",
        byContent(hash),
        "",
        null,
        hash,
        List.of(),
        List.of(),
        verdict);
  }

  private Incoming one(byte[] raw, boolean several) {
    List<String> fields = Decoded.header(raw);
    Delimiters with = Delimiters.of(String.join(String.valueOf((char) (raw[3] & 0xFF)), fields));
    String application = name(fields, 2, with);
    String facility = name(fields, 3, with);
    Optional<Hl7Partner> partner =
        partners.stream().flatMap(p -> p.bySender(application, facility).stream()).findFirst();
    Decoded decoded =
        Decoded.of(raw, partner.map(Hl7Partner::charset).orElse(StandardCharsets.UTF_8));
    Message message = Message.of(decoded.text());
    byte[] hash = hash(message);
    List<String> flags = new ArrayList<>(2);
    if (decoded.doubtful()) {
      flags.add("charset");
    }
    if (several) {
      flags.add("batch");
    }
    String controlId = message.header().field(10).whole();
    String version = message.header().value(12);
    return new Incoming(
        raw,
        partner.orElse(null),
        message,
        decoded.charset(),
        application,
        facility,
        controlId == null ? byContent(hash) : controlId,
        message.type(),
        version == null ? partner.map(Hl7Partner::version).orElse(null) : version,
        hash,
        partner.map(p -> OrderKeys.of(message, p)).orElse(List.of()),
        List.copyOf(flags),
        Acceptance.of(message, partner.orElse(null), raw.length));
  }

  private static String name(List<String> fields, int index, Delimiters with) {
    String value = index < fields.size() ? new Field(fields.get(index), with).value() : null;
    return value == null
        ? ""
        : new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static String byContent(byte[] hash) {
    return "sha256:" + HexFormat.of().formatHex(hash);
  }

  /** MSH-7 and line ends differ when a sender sends again; the rest does not. */
  private static byte[] hash(Message message) {
    MessageDigest digest = sha256();
    digest.update(
        Objects.requireNonNullElse(message.header().field(9).whole(), "")
            .getBytes(StandardCharsets.UTF_8));
    List<Segment> segments = message.segments();
    for (Segment segment : segments.subList(1, segments.size())) {
      digest.update((byte) '\r');
      digest.update(segment.line().getBytes(StandardCharsets.UTF_8));
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
