package procare.hl7;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HL7 v2 times ({@code YYYYMMDD[HH[MM[SS[.S…]]]][+/-ZZZZ]}, v2.5.1 chapter 2A.22). */
public final class Hl7Times {
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4})(\\d{2})(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:\\.\\d{1,9})?)?)?)?([+-]\\d{2}:?\\d{2}|Z)?");

  private Hl7Times() {}

  /**
   * The instant of a time. Without an offset it is local time of the zone: in the gap of a clock
   * change it counts as the time after the gap, in an overlap as the earlier one. A day without
   * time is its first moment.
   *
   * @param value or null
   * @return null for no time, a time of less than a day's precision, or no real date
   */
  public static Instant instant(String value, ZoneId zone) {
    Matcher m = value == null ? null : TIME.matcher(value.strip());
    if (m == null || !m.matches()) {
      return null;
    }
    try {
      LocalDateTime local =
          LocalDateTime.of(
              number(m, 1), number(m, 2), number(m, 3), number(m, 4), number(m, 5), number(m, 6));
      String offset = m.group(7);
      return offset == null
          ? local.atZone(zone).toInstant()
          : local.toInstant(ZoneOffset.of(offset));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The day alone, or null. */
  public static LocalDate date(String value) {
    if (value == null || !value.matches("\\d{8}.*")) {
      return null;
    }
    try {
      return LocalDate.of(
          Integer.parseInt(value.substring(0, 4)),
          Integer.parseInt(value.substring(4, 6)),
          Integer.parseInt(value.substring(6, 8)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int number(Matcher m, int group) {
    return m.group(group) == null ? 0 : Integer.parseInt(m.group(group));
  }
}
