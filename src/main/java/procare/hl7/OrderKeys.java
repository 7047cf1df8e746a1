package procare.hl7;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a message is about, for the order in which messages are handled. Every PID counts, since one
 * message may be about two people, and so does each MRG: a merge belongs to both of its people.
 */
final class OrderKeys {
  private static final Pattern SPEC =
      Pattern.compile("([A-Z][A-Z0-9]{2})-(\\d+)(\\*?)(?:\\.(\\d+))?");

  private static final int LONGEST = 200;

  private OrderKeys() {}

  /**
   * @throws IllegalArgumentException when this is no list of fields
   */
  static void check(String orderBy) {
    for (String spec : orderBy.split(",")) {
      parsed(spec);
    }
  }

  private static Matcher parsed(String spec) {
    Matcher m = SPEC.matcher(spec.strip());
    if (!m.matches()) {
      throw new IllegalArgumentException("order by PID-3.1 or PID-3*.1, not by " + spec);
    }
    return m;
  }

  /** Without doubles; empty when the message names nobody. */
  static List<String> of(Message message, Hl7Partner partner) {
    Set<String> keys = new LinkedHashSet<>();
    for (String spec : partner.orderBy().split(",")) {
      Matcher m = parsed(spec);
      int component = m.group(4) == null ? 1 : Integer.parseInt(m.group(4));
      boolean each = !m.group(3).isEmpty();
      int field = Integer.parseInt(m.group(2));
      for (Segment segment : message.all(m.group(1))) {
        add(keys, partner, segment.field(field), each, component);
      }
      if (spec.strip().startsWith("PID-3")) {
        for (Segment merged : message.all("MRG")) {
          add(keys, partner, merged.field(1), each, component);
        }
      }
    }
    if (keys.isEmpty()) {
      message.all("PID").forEach(pid -> add(keys, partner, pid.field(2), false, 1));
    }
    return List.copyOf(keys);
  }

  private static void add(
      Set<String> keys, Hl7Partner partner, Field field, boolean each, int component) {
    List<Field> all = field.repetitions();
    for (Field one : each || all.isEmpty() ? all : all.subList(0, 1)) {
      String value = one.component(component);
      if (value != null) {
        keys.add(partner.name() + "|" + value.substring(0, Math.min(value.length(), LONGEST)));
      }
    }
  }
}
