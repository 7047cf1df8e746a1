package procare.embedded.twins;

import java.util.concurrent.atomic.AtomicReference;

/** Everything that one twin has beside its own manners: its log and its present fault. */
record TwinDesk(Twin twin, TwinLog log, AtomicReference<Fault> fault) {
  TwinDesk(Twin twin) {
    this(twin, new TwinLog(), new AtomicReference<>(Fault.NONE));
  }

  /** The fault for one request, counted down. */
  Fault faultForOne() {
    return fault.getAndUpdate(Fault::afterOneMore);
  }
}
