package procare.mllp;

import java.util.concurrent.Executor;
import procare.hl7.Hl7Receiver;

/** What all connections share. */
record Door(MllpProperties settings, Hl7Receiver receiver, Executor workers, MllpMetrics metrics) {
  /** True when memory for one more frame is there. */
  boolean hasRoom() {
    return metrics.buffered().get() < settings.maxBuffered().toBytes();
  }
}
