package procare.partner.kit;

/**
 * How a case ended.
 *
 * @param failure what was found instead, or null when it holds
 */
public record KitResult(String id, String title, String failure) {
  public boolean passed() {
    return failure == null;
  }
}
