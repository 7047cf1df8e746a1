package procare.partner;

import java.time.Duration;

/**
 * How one call of a partner ended, in words that every partner shares; per-partner answers are
 * translated into it once, so that retry rules live in one place.
 *
 * @param kind decides what happens next
 * @param status HTTP status, or null when there was no answer
 * @param partnerId the partner's own id of what was accepted, or null
 * @param reason short, for operators; holds no personal data and no secret
 * @param retryAfter how long the partner asked to be left alone, or null
 * @param text what the partner said, for partners that are asked for words (LLM); else null
 */
public record Outcome(
    Kind kind, Integer status, String partnerId, String reason, Duration retryAfter, String text) {

  /** What the answer means for us. */
  public enum Kind {
    /** Taken; {@code partnerId} names it. */
    ACCEPTED,
    /** Certainly not done; later may work. The partner is ill, so the breaker counts it. */
    TRANSIENT,
    /** Certainly not done; slow down. Says nothing about the partner's health. */
    THROTTLED,
    /** Certainly not done and never will be with this content. */
    PERMANENT,
    /** Certainly not done; a person must mend a key or an instance, then it works. */
    CONFIGURATION,
    /** The bytes left and no answer came: done or not, nobody knows. */
    AMBIGUOUS,
    /**
     * Certainly not done: the person last wrote more than 24 hours ago, so only an approved
     * template may go. Without a status the hub knew it by itself and has no template either.
     */
    WINDOW_CLOSED,
    /** Not even tried: its turn at the number's rate had passed. */
    POSTPONED,
    /** Not even tried: the circuit breaker is open. */
    CIRCUIT_OPEN
  }

  public static Outcome accepted(Integer status, String partnerId) {
    return new Outcome(Kind.ACCEPTED, status, partnerId, null, null, null);
  }

  public static Outcome said(Integer status, String model, String text) {
    return new Outcome(Kind.ACCEPTED, status, model, null, null, text);
  }

  public static Outcome of(Kind kind, Integer status, String reason) {
    return new Outcome(kind, status, null, reason, null, null);
  }

  public Outcome after(Duration wait) {
    return new Outcome(kind, status, partnerId, reason, wait, text);
  }

  /** True when the breaker must count the call as a failure of the partner. */
  public boolean partnerIsIll() {
    return kind == Kind.TRANSIENT || kind == Kind.AMBIGUOUS;
  }
}
