package procare.operations;

import java.time.Instant;
import java.util.UUID;

/** The hub's ids carry their time (UUIDv7, RFC 9562 §5.7): the primary key is an index by age. */
public final class TimeIds {
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000000000000000L;

  private TimeIds() {}

  /** The smallest id that could have been made at this time. */
  public static UUID from(Instant at) {
    return new UUID(at.toEpochMilli() << 16 | VERSION_7, VARIANT);
  }
}
