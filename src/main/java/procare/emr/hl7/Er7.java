package procare.emr.hl7;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import procare.hl7.Delimiters;
import procare.hl7.Escapes;

/**
 * Writes one message in ER7 (HL7 v2.5.1, chapter 2.5): fields by number, texts escaped, UTF-8, each
 * segment ended by CR.
 */
final class Er7 {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmssxx");
  private final StringBuilder message = new StringBuilder();
  private final ZoneId zone;

  /**
   * @param zone that times are written in, with their offset
   */
  Er7(ZoneId zone) {
    this.zone = zone;
  }

  /** One segment; a field that is not set is empty. */
  static final class Segment {
    private final List<String> fields = new ArrayList<>();

    private Segment(String id) {
      fields.add(id);
    }

    /** Sets a field to text that is escaped already, such as the result of {@link #join}. */
    Segment raw(int number, String encoded) {
      while (fields.size() <= number) {
        fields.add("");
      }
      fields.set(number, encoded == null ? "" : encoded);
      return this;
    }

    Segment text(int number, String value) {
      return raw(number, escape(value));
    }
  }

  Segment segment(String id) {
    return new Segment(id);
  }

  Er7 add(Segment segment) {
    List<String> fields = new ArrayList<>(segment.fields);
    while (fields.get(fields.size() - 1).isEmpty()) {
      fields.remove(fields.size() - 1);
    }
    message.append(String.join("|", fields)).append('\r');
    return this;
  }

  /** MSH for what the hub sends; field 1 is the separator itself. */
  Er7 header(Header header) {
    Segment msh = segment("MSH").raw(1, "^~\\&");
    msh.raw(2, "PROCAREHUB").raw(3, "PROCARE");
    msh.text(4, header.application()).text(5, header.facility());
    msh.raw(6, time(header.at())).raw(8, header.type()).text(9, header.controlId());
    msh.raw(10, "P").raw(11, "2.5.1").raw(14, "AL").raw(15, "NE").raw(17, "UNICODE UTF-8");
    return add(msh);
  }

  /**
   * What MSH says.
   *
   * @param application MSH-5
   * @param facility MSH-6
   * @param type MSH-9, escaped
   * @param controlId MSH-10, at most 20 characters; the same for each try of the same message
   */
  record Header(String application, String facility, String type, String controlId, Instant at) {}

  byte[] bytes() {
    return message.toString().getBytes(StandardCharsets.UTF_8);
  }

  String time(Instant instant) {
    return instant == null ? "" : TIME.format(instant.atZone(zone));
  }

  /** Components, each escaped; trailing empty ones are left out. */
  static String join(String... components) {
    List<String> parts = new ArrayList<>();
    for (String component : components) {
      parts.add(escape(component));
    }
    while (!parts.isEmpty() && parts.get(parts.size() - 1).isEmpty()) {
      parts.remove(parts.size() - 1);
    }
    return String.join("^", parts);
  }

  /** Escaped; every kind of line end is one. */
  static String escape(String text) {
    return text == null
        ? ""
        : Escapes.encode(text.replace("\r\n", "\n").replace('\r', '\n'), Delimiters.USUAL);
  }
}
