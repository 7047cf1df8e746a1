package procare.embedded.twins;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What the phones of the demo people would show: the last messages both ways, with their ticks. */
@Component
@Profile("embedded")
class Chat {
  private static final int LIMIT = 2_000;

  /**
   * A message on a phone.
   *
   * @param number the person's number, digits
   * @param fromHub sent by the hub, else written by the person
   * @param state sent, delivered or read; for a person's own message also queued (on its way to the
   *     hub) and failed (the hub never took it)
   */
  record Bubble(String id, Instant at, String number, boolean fromHub, String text, String state) {
    Bubble in(String newState) {
      return new Bubble(id, at, number, fromHub, text, newState);
    }
  }

  private final List<Bubble> bubbles = new ArrayList<>();
  private final Clock clock;

  Chat(Clock clock) {
    this.clock = clock;
  }

  void fromHub(String id, String number, String text) {
    add(new Bubble(id, clock.instant(), number, true, text, "sent"));
  }

  void fromPerson(String id, String number, String text) {
    add(new Bubble(id, clock.instant(), number, false, text, "queued"));
  }

  private synchronized void add(Bubble bubble) {
    if (bubbles.size() == LIMIT) {
      bubbles.remove(0);
    }
    bubbles.add(bubble);
  }

  /** Newest first in memory, for a tick nearly always belongs to one of the last messages. */
  synchronized void mark(String id, String state) {
    for (int i = bubbles.size() - 1; i >= 0; i--) {
      if (bubbles.get(i).id().equals(id)) {
        bubbles.set(i, bubbles.get(i).in(state));
        return;
      }
    }
  }

  synchronized List<Bubble> with(String number) {
    return bubbles.stream().filter(bubble -> bubble.number().equals(number)).toList();
  }
}
