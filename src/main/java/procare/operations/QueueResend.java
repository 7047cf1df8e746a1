package procare.operations;

import java.util.List;

/** Puts raw bytes back on the queue that they died in, for letters that are no event of ours. */
interface QueueResend {
  /**
   * @param body as it came
   */
  record Raw(String queue, byte[] body) {}

  /** True when the hub consumes a queue of this name. */
  boolean knows(String queue);

  /**
   * Returns once the broker has confirmed all of them.
   *
   * @throws org.springframework.amqp.AmqpException when it did not; some may have arrived
   */
  void resend(List<Raw> letters);
}
