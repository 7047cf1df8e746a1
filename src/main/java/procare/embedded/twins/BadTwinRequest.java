package procare.embedded.twins;

/** A request to a twin's own controls that makes no sense; the message says what would. */
final class BadTwinRequest extends RuntimeException {
  BadTwinRequest(String message) {
    super(message);
  }
}
