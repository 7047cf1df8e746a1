package procare.embedded.twins;

/**
 * What a twin does wrong.
 *
 * @param mode ok, slow, error, down, garbage, or one of the twin's own
 * @param status HTTP status of mode error
 * @param delayMs time before the answer, in milliseconds
 * @param count requests that it still lasts; null = until changed
 * @param retryAfter seconds for the header Retry-After of mode error; null = none
 */
record Fault(String mode, int status, long delayMs, Integer count, Integer retryAfter) {
  static final Fault NONE = new Fault("ok", 503, 0, null, null);

  Fault afterOneMore() {
    if (count == null) {
      return this;
    }
    return count > 1 ? new Fault(mode, status, delayMs, count - 1, retryAfter) : NONE;
  }
}
