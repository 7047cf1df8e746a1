package procare.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waits between tries: exponential with jitter, quick for people in danger, patient for everything
 * else.
 */
final class Backoff {
  private static final Duration URGENT_FIRST = Duration.ofSeconds(1);
  private static final Duration URGENT_LAST = Duration.ofSeconds(15);
  private static final Duration NORMAL_FIRST = Duration.ofSeconds(5);
  private static final Duration NORMAL_LAST = Duration.ofMinutes(10);

  private Backoff() {}

  /**
   * @param attempt the try that just failed, from 1
   * @param asked what the partner asked for ({@code Retry-After}), or null; never undercut
   */
  static Duration after(int attempt, boolean urgent, Duration asked) {
    Duration first = urgent ? URGENT_FIRST : NORMAL_FIRST;
    Duration last = urgent ? URGENT_LAST : NORMAL_LAST;
    long millis = Math.min(last.toMillis(), first.toMillis() << Math.min(20, attempt - 1));
    long jittered = millis * ThreadLocalRandom.current().nextLong(80, 121) / 100;
    return asked != null && asked.toMillis() > jittered ? asked : Duration.ofMillis(jittered);
  }
}
