package procare.embedded.twins;

/** A request to a twin's own controls that makes no sense; the message says what would. */
public final class BadTwinRequest extends RuntimeException {
  public BadTwinRequest(String message) {
    super(message);
  }
}
