package procare.embedded.twins;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
   * @param gateway evolution, gowa, cloudapi or sms
   * @param buttons titles and ids of quick replies below it, {@code [{"id","title"}]}
   * @param image link of a picture above it, or null
   * @param state sent, delivered or read; for a person's own message also queued (on its way to the
   *     hub) and failed (the hub never took it)
   */
  record Bubble(
      String id,
      Instant at,
      String number,
      boolean fromHub,
      String text,
      String state,
      String gateway,
      List<Map<String, String>> buttons,
      String image) {
    Bubble in(String newState) {
      return new Bubble(id, at, number, fromHub, text, newState, gateway, buttons, image);
    }
  }

  private final List<Bubble> bubbles = new ArrayList<>();
  private final Clock clock;

  Chat(Clock clock) {
    this.clock = clock;
  }

  void fromHub(String gateway, String id, String number, String text) {
    fromHub(gateway, id, number, text, List.of(), null);
  }

  void fromHub(
      String gateway,
      String id,
      String number,
      String text,
      List<Map<String, String>> buttons,
      String image) {
    add(new Bubble(id, clock.instant(), number, true, text, "sent", gateway, buttons, image));
  }

  /**
   * @param image link of a picture above the words, or null
   */
  void fromPerson(String gateway, String id, String number, String text, String image) {
    add(new Bubble(id, clock.instant(), number, false, text, "queued", gateway, List.of(), image));
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
