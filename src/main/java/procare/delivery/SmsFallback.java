package procare.delivery;

/** The last channel of an urgent message. */
@FunctionalInterface
public interface SmsFallback {
  /**
   * Whether this message can go as an SMS: it is switched on, a registered template says the same,
   * and the address is a phone.
   */
  boolean possible(Attempt attempt);
}
