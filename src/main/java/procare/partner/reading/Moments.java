package procare.partner.reading;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Dates and times as a partner writes them. What has no offset is local time of the partner; a date
 * alone begins there.
 */
final class Moments {
  /** The part of a pattern from its hours on. */
  private static final Pattern TIME_PART = Pattern.compile("[^A-Za-z]*('T')?[HhKkaAn].*$");

  private final ZoneId zone;
  private final DateTimeFormatter own;
  private final DateTimeFormatter ownDate;

  /**
   * @param pattern of {@link DateTimeFormatter}, or null for ISO 8601
   */
  Moments(ZoneId zone, String pattern) {
    this.zone = zone;
    this.own = pattern == null ? null : strict(pattern);
    this.ownDate = pattern == null ? null : strict(TIME_PART.matcher(pattern).replaceFirst(""));
  }

  private static DateTimeFormatter strict(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /**
   * @throws UnreadableDocument when the text is no time
   */
  Instant time(String text, String place) throws UnreadableDocument {
    if (text == null || text.isBlank()) {
      return null;
    }
    TemporalAccessor read = parse(text.strip(), place);
    if (read instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (read instanceof LocalDateTime time) {
      return time.atZone(zone).toInstant();
    }
    return LocalDate.from(read).atStartOfDay(zone).toInstant();
  }

  /**
   * @throws UnreadableDocument when the text is no date
   */
  LocalDate date(String text, String place) throws UnreadableDocument {
    if (text == null || text.isBlank()) {
      return null;
    }
    return LocalDate.from(parse(text.strip(), place));
  }

  private TemporalAccessor parse(String text, String place) throws UnreadableDocument {
    try {
      return own == null ? iso(text) : pattern(text);
    } catch (DateTimeException e) {
      throw new UnreadableDocument(
          place,
          own == null
              ? "is no ISO 8601 date or time; name another form in results.dates"
              : "does not fit results.dates");
    }
  }

  /** Birth dates leave the time out, or are written as ISO 8601 beside times of another form. */
  private TemporalAccessor pattern(String text) {
    for (DateTimeFormatter form : List.of(own, ownDate)) {
      try {
        return form.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      } catch (DateTimeException e) {
        continue;
      }
    }
    return iso(text);
  }

  private static TemporalAccessor iso(String text) {
    String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
    return DateTimeFormatter.ISO_DATE_TIME.parseBest(
        iso.length() == 10 ? iso + "T00:00" : iso, OffsetDateTime::from, LocalDateTime::from);
  }
}
