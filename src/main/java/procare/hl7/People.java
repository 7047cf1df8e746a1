package procare.hl7;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import procare.lab.LabIdentifier;
import procare.lab.LabPerson;

/** Whom a PID segment names. */
public final class People {
  private static final LabPerson NOBODY = new LabPerson(List.of(), null, null, null, null, null);

  private People() {}

  /**
   * @param pid or null: results that name nobody
   */
  public static LabPerson of(Segment pid) {
    if (pid == null) {
      return NOBODY;
    }
    Field name = pid.field(5);
    return new LabPerson(
        identifiers(pid),
        name.component(1),
        joined(" ", name.component(2), name.component(3)),
        Hl7Times.date(pid.value(7)),
        pid.value(8),
        phone(pid.field(13).isEmpty() ? pid.field(14) : pid.field(13)));
  }

  /** PID-3, then PID-2 and PID-4, which versions up to 2.3 use. */
  private static List<LabIdentifier> identifiers(Segment pid) {
    List<LabIdentifier> all = new ArrayList<>();
    for (int field : new int[] {3, 2, 4}) {
      for (Field one : pid.field(field).repetitions()) {
        String value = one.component(1);
        if (value != null && all.stream().noneMatch(i -> i.value().equals(value))) {
          all.add(new LabIdentifier(value, one.component(4), one.component(5)));
        }
      }
    }
    return all;
  }

  /** XTN: in one piece in component 1, or 12; else country, area and number in 6, 7 (5 to 7). */
  private static String phone(Field field) {
    for (Field one : field.repetitions()) {
      String whole = one.component(1) == null ? one.component(12) : one.component(1);
      if (whole != null) {
        return whole;
      }
      String number = joined("", one.component(6), one.component(7));
      if (number != null) {
        String country = one.component(5);
        return country == null ? number : "+" + country.replace("+", "") + number;
      }
    }
    return null;
  }

  /** The name of an XCN such as {@code MN1001^Nair^Meera^^^Dr}, or null. */
  static String doctor(Field field) {
    return joined(" ", field.component(6), field.component(3), field.component(2));
  }

  private static String joined(String between, String... parts) {
    String text = Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(between));
    return text.isEmpty() ? null : text;
  }
}
