package procare.hl7;

import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/**
 * Tells the reception of this node that a message was committed. Losing a signal costs a moment.
 */
@Component
public class ReceptionSignal {
  private static final Runnable NOBODY = () -> {};
  private final AtomicReference<Runnable> listener = new AtomicReference<>(NOBODY);

  void wake() {
    listener.get().run();
  }

  void listen(Runnable whenWoken) {
    listener.set(whenWoken);
  }

  void leave() {
    listener.set(NOBODY);
  }
}
