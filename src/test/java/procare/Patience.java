package procare;

import java.time.Duration;

/**
 * How long tests wait for what must come. It costs a test that passes nothing, so it is long enough
 * for a machine that does ten other things; a test that measures a promise in seconds has its own.
 */
public final class Patience {
  public static final Duration LONG = Duration.ofSeconds(90);

  private Patience() {}
}
