package procare.mllp.client;

/**
 * Takes what comes when nobody waits for it. Called on the thread that reads the connection; must
 * not throw.
 */
public interface Strays {
  /** An acknowledgement that is late, repeated, the application's second answer, or foreign. */
  void acknowledged(Ack ack);

  /** Bytes that are no acknowledgement; the connection is closed then. */
  void unreadable(int size);
}
