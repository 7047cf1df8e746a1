package procare.api;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The text formats of the contract, as strict as what later reads them. */
final class Formats {
  private static final Pattern UUID =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

  /** RFC 3339: the offset is part of the time, the year has four digits. */
  private static final Pattern DATE_TIME =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d)");

  static final List<Format> ALL =
      List.of(
          new Strict("uuid", value -> UUID.matcher(value).matches()),
          new Strict("date-time", Formats::isDateTime));

  private Formats() {}

  static String inWords(String format) {
    return switch (format) {
      case "date-time" ->
          "a date and time with offset, for example 2026-01-31T08:30:00Z or 2026-01-31T14:00:00+05:30";
      case "uuid" -> "an id, for example 0190b6a0-7c1e-7000-8000-000000000000";
      default -> "text of the format " + format;
    };
  }

  private static boolean isDateTime(String value) {
    try {
      return DATE_TIME.matcher(value).matches() && OffsetDateTime.parse(value) != null;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private record Strict(String name, Predicate<String> rule) implements Format {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
      return rule.test(value);
    }
  }
}
