package procare.operations;

import java.util.Map;

/**
 * A message that failed for good, as it is put away for a person to look at.
 *
 * @param source queue or endpoint that it failed in, for example {@code agent.engagement-engine}
 * @param body the bytes as they came, never altered
 * @param headers as they came; secrets are removed when it is stored
 * @param cause class name of the exception, or the broker's reason such as {@code delivery_limit}
 * @param message what the cause says, or null
 * @param stackHead the first lines of the stack trace with the root cause, or null
 * @param attempts how often it was tried; at least 1
 */
public record DeadLetter(
    String source,
    byte[] body,
    Map<String, ?> headers,
    String cause,
    String message,
    String stackHead,
    int attempts) {

  /** The letter for a message that a route or agent gave up on. */
  public static DeadLetter of(
      String source, byte[] body, Map<String, ?> headers, Throwable failure, int attempts) {
    Throwable root = StackHead.rootOf(failure);
    return new DeadLetter(
        source,
        body,
        headers,
        root.getClass().getName(),
        root.getMessage(),
        StackHead.of(failure),
        attempts);
  }
}
