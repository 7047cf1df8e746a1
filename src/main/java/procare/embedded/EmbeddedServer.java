package procare.embedded;

/** A server that the hub brings along. */
interface EmbeddedServer {
  /**
   * Returns when the server takes connections.
   *
   * @throws procare.start.StartRefused when it cannot start
   */
  void start();

  /** Stops the server in good order; does nothing when it never started. */
  void stop();
}
