package procare.mllp;

/** What the frame reader makes of bytes. */
sealed interface Received {
  /**
   * A whole frame, without its marks; never empty.
   *
   * @param at {@link System#nanoTime} when its last byte was read
   */
  record Frame(byte[] bytes, long at) implements Received {}

  /**
   * A frame grew beyond what is taken; the rest of it is thrown away as it comes.
   *
   * @param beginning its first bytes
   */
  record TooLarge(byte[] beginning) implements Received {}

  /** The frame that was too large has ended. */
  record TooLargeEnded() implements Received {}

  /**
   * Something else than MLLP.
   *
   * @param what in words
   */
  record Foreign(String what) implements Received {}
}
