package procare.partner.draft;

/** Samples that no pack can be made from; the message says which and why. */
public class DraftRefused extends Exception {
  private static final long serialVersionUID = 1L;

  public DraftRefused(String message) {
    super(message);
  }
}
