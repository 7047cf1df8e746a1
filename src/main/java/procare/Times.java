package procare;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Times as the database driver takes them. */
public final class Times {
  private Times() {}

  /** For a {@code timestamptz} parameter; always in UTC, whatever the session's zone. */
  public static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
