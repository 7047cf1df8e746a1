package procare.partner;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Reads {@code Retry-After} (RFC 9110 §10.2.3): seconds or an HTTP date. */
public final class RetryAfter {
  private static final Duration LONGEST = Duration.ofHours(1);

  private RetryAfter() {}

  /** Null when absent or unreadable; never negative, at most an hour. */
  public static Duration of(Map<String, String> headers) {
    String value = headers.get("retry-after");
    if (value == null || value.isBlank()) {
      return null;
    }
    try {
      Duration wait =
          value.strip().chars().allMatch(Character::isDigit)
              ? Duration.ofSeconds(Long.parseLong(value.strip()))
              : Duration.between(
                  Instant.now(),
                  ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                      .toInstant());
      return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return null;
    }
  }
}
