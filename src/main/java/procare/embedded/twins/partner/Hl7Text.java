package procare.embedded.twins.partner;

import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A sample message, reduced to the first segment of each kind that is kept, and rewritten. */
final class Hl7Text {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmssxx");
  private final Map<String, List<String>> segments = new LinkedHashMap<>();
  private final Charset charset;

  Hl7Text(byte[] sample, Charset charset, List<String> kept) {
    this.charset = charset;
    for (String line : new String(sample, charset).strip().split("[\r\n]+")) {
      String id = line.split("\\|", 2)[0];
      if (kept.contains(id)) {
        segments.putIfAbsent(id, new ArrayList<>(List.of(line.split("\\|", -1))));
      }
    }
  }

  /** MSH-9 of a sample, such as {@code ORU^R01^ORU_R01}. */
  static String type(byte[] sample, Charset charset) {
    return new Hl7Text(sample, charset, List.of("MSH")).get("MSH", 9);
  }

  String get(String segment, int field) {
    List<String> fields = segments.getOrDefault(segment, List.of());
    int index = index(segment, field);
    return index < fields.size() ? fields.get(index) : "";
  }

  /** Sets a field, if the segment is there; null empties it. */
  Hl7Text set(String segment, int field, String value) {
    List<String> fields = segments.get(segment);
    if (fields != null) {
      int index = index(segment, field);
      while (fields.size() <= index) {
        fields.add("");
      }
      fields.set(index, value == null ? "" : value);
    }
    return this;
  }

  /** Changes the first component and leaves the authority behind it. */
  Hl7Text first(String segment, int field, String value) {
    String old = get(segment, field);
    int end = old.indexOf('^');
    return set(
        segment, field, value == null ? "" : escaped(value) + (end < 0 ? "" : old.substring(end)));
  }

  /** PID-3, 5, 7, 8 and 13; what is not known stays empty. */
  Hl7Text person(NewResult.Somebody person, String ours, String theirs) {
    List<String> numbers = new ArrayList<>();
    if (person.theirs() != null) {
      numbers.add(number(person.theirs(), theirs));
    }
    if (person.id() != null) {
      numbers.add(number(person.id(), ours));
    }
    List<String> pid = segments.get("PID");
    if (pid != null) {
      segments.put("PID", new ArrayList<>(List.of("PID", "1")));
    }
    String family = person.family() == null ? "" : escaped(person.family());
    return set("PID", 3, String.join("~", numbers))
        .set("PID", 5, person.given() == null ? family : family + "^" + escaped(person.given()))
        .set("PID", 7, person.birthDate() == null ? null : person.birthDate().replace("-", ""))
        .set("PID", 8, person.sex() == null ? null : escaped(person.sex()))
        .set("PID", 13, person.phone() == null ? null : escaped(person.phone()) + "^PRN^CP");
  }

  private static String number(String value, String authority) {
    return escaped(value) + "^^^" + (authority == null ? "" : escaped(authority)) + "^MR";
  }

  static String time(Instant at, ZoneId zone) {
    return TIME.format(at.atZone(zone));
  }

  /** HL7 v2.5.1 §2.7. */
  static String escaped(String text) {
    return text.replace("\\", "\\E\\")
        .replace("|", "\\F\\")
        .replace("^", "\\S\\")
        .replace("&", "\\T\\")
        .replace("~", "\\R\\");
  }

  private static int index(String segment, int field) {
    return segment.equals("MSH") ? field - 1 : field;
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder();
    segments.values().forEach(fields -> text.append(String.join("|", fields)).append('\r'));
    return text.toString().getBytes(charset);
  }
}
