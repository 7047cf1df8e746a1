package procare.hl7;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One HL7 v2 message as its segments, in the order sent. Segments may end with CR, LF or both (308
 * of 347 public samples end with LF). A line that does not begin like a segment belongs to the
 * value before it: laboratories put raw line breaks into OBX-5.
 */
public final class Message {
  private final Delimiters with;
  private final List<Segment> segments;
  private final boolean ended;

  private Message(Delimiters with, List<Segment> segments, boolean ended) {
    this.with = with;
    this.segments = segments;
    this.ended = ended;
  }

  /**
   * Takes a message apart.
   *
   * @param text begins with {@code MSH}
   * @throws IllegalArgumentException when it does not, or MSH names no separators
   */
  public static Message of(String text) {
    if (!text.startsWith("MSH")) {
      throw new IllegalArgumentException("no MSH");
    }
    Delimiters with = Delimiters.of(text);
    List<Segment> segments = new ArrayList<>();
    StringBuilder glued = null;
    int start = endOfLine(text, 0);
    String line = text.substring(0, start);
    while (start < text.length()) {
      int from = start + 1;
      start = endOfLine(text, from);
      if (beginsSegment(text, from, with.field())) {
        segments.add(new Segment(glued == null ? line : glued.toString(), with));
        line = text.substring(from, start);
        glued = null;
      } else if (start > from) {
        glued = glued == null ? new StringBuilder(line) : glued;
        glued.append('\n').append(text, from, start);
      }
    }
    segments.add(new Segment(glued == null ? line : glued.toString(), with));
    char end = text.charAt(text.length() - 1);
    return new Message(with, List.copyOf(segments), end == '\r' || end == '\n');
  }

  private static int endOfLine(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n') {
        return i;
      }
    }
    return text.length();
  }

  private static boolean beginsSegment(String text, int at, char separator) {
    return at + 3 < text.length()
        && text.charAt(at + 3) == separator
        && letter(text.charAt(at))
        && letterOrDigit(text.charAt(at + 1))
        && letterOrDigit(text.charAt(at + 2));
  }

  private static boolean letter(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean letterOrDigit(char c) {
    return letter(c) || c >= '0' && c <= '9';
  }

  public Delimiters delimiters() {
    return with;
  }

  public List<Segment> segments() {
    return segments;
  }

  /** MSH. */
  public Segment header() {
    return segments.get(0);
  }

  /** The first segment of that name. */
  public Optional<Segment> first(String id) {
    return segments.stream().filter(s -> s.id().equals(id)).findFirst();
  }

  /** All segments of that name. */
  public List<Segment> all(String id) {
    return segments.stream().filter(s -> s.id().equals(id)).toList();
  }

  /** True when there is such a segment. */
  public boolean has(String id) {
    return first(id).isPresent();
  }

  /** True when a line end stands behind the last segment. */
  public boolean isEnded() {
    return ended;
  }

  /**
   * Type and trigger such as {@code ORU^R01}; the trigger from MSH-9.3 ({@code ORU^^ORU_R01}) where
   * MSH-9.2 is empty, {@code R01} for a bare {@code ORU}, and the type alone where nothing tells
   * it.
   */
  public String type() {
    Field field = header().field(9);
    String type = upper(field.component(1));
    String trigger = upper(field.component(2));
    String structure = upper(field.component(3));
    if (trigger.isEmpty() && structure.length() == 7 && structure.charAt(3) == '_') {
      trigger = structure.substring(4);
    }
    if (trigger.isEmpty() && "ORU".equals(type)) {
      trigger = "R01";
    }
    return trigger.isEmpty() ? type : type + "^" + trigger;
  }

  private static String upper(String value) {
    return value == null ? "" : value.toUpperCase(Locale.ROOT);
  }
}
