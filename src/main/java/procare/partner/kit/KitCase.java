package procare.partner.kit;

/**
 * One case of the kit.
 *
 * @param id such as {@code results.value-below}; the same for every pack that has it
 * @param title what must be true, in words
 * @param check throws when it is not
 */
public record KitCase(String id, String title, Check check) {
  /** Looks whether a case holds. */
  @FunctionalInterface
  public interface Check {
    /**
     * @throws Exception when it does not hold; the message says what was found
     */
    void run() throws Exception;
  }

  /** How a case ended. */
  public KitResult result() {
    try {
      check.run();
      return new KitResult(id, title, null);
    } catch (KitFailure e) {
      return new KitResult(id, title, e.getMessage());
    } catch (Exception e) {
      return new KitResult(id, title, e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }
}
