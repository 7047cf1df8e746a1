package procare.operations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says where a story stands: what is still pending, and in one sentence where it is and why. */
final class StoryState {
  private static final Set<String> UNDER_WAY = Set.of("pending", "sending");
  private static final Set<String> LOST = Set.of("failed", "expired");
  private final Story story;
  private final List<Map<String, Object>> open = new ArrayList<>();

  /** In the order of what a person must know first. */
  private final List<String> sentences = new ArrayList<>();

  private StoryState(Story story) {
    this.story = story;
  }

  record State(String summary, List<Map<String, Object>> open) {}

  static State of(Story story) {
    StoryState state = new StoryState(story);
    state.deadLetters();
    state.outbox();
    state.emergencies();
    state.deliveriesUnderWay();
    state.deliveriesLost();
    state.inbound();
    return new State(
        state.sentences.isEmpty() ? state.end() : String.join(" ", state.sentences), state.open);
  }

  private void deadLetters() {
    for (Map<String, Object> letter : where(story.deadLetters(), "state", Set.of("NEW"))) {
      open("dead-letter", letter.get("id"), "waits for a person to replay or discard it", null);
      say(
          "It is a dead letter of "
              + letter.get("source")
              + " since "
              + letter.get("createdAt")
              + ", after "
              + letter.get("attempts")
              + " tries: "
              + letter.get("cause")
              + StoryTeller.because(letter.get("message"))
              + ".");
    }
  }

  private void outbox() {
    for (Map<String, Object> row : story.outbox()) {
      boolean handedOver = row.get("handedOver") != null;
      open("event", row.get("eventId"), "waits in the outbox for the broker", row.get("createdAt"));
      say(
          "Event "
              + row.get("routingKey")
              + " has waited in the outbox since "
              + row.get("createdAt")
              + " because the broker has not confirmed it"
              + (handedOver ? "; its agents already had it in process." : "."));
    }
  }

  private void emergencies() {
    for (Map<String, Object> step : where(story.steps(), "state", Set.of("WAITING"))) {
      open(
          "emergency-step",
          step.get("emergencyId"),
          step.get("rung") + " is due",
          step.get("dueAt"));
    }
    for (Map<String, Object> e :
        where(story.emergencies(), "state", Set.of("OPEN", "ACKNOWLEDGED", "HANDED_OVER"))) {
      if ("HANDED_OVER".equals(e.get("state"))) {
        open("emergency", e.get("id"), "waits in the operations queue for a person", null);
      }
      say(
          "Its emergency "
              + e.get("kind")
              + " is "
              + e.get("state")
              + " at rung "
              + e.get("rung")
              + ".");
    }
  }

  private void deliveriesUnderWay() {
    for (Map<String, Object> d : where(story.deliveries(), "state", UNDER_WAY)) {
      open(
          "delivery",
          d.get("id"),
          "is " + d.get("state") + StoryTeller.because(d.get("reason")),
          d.get("nextAttemptAt"));
      say(
          "The "
              + d.get("kind")
              + " message is "
              + d.get("state")
              + " after "
              + d.get("attempts")
              + " tries"
              + StoryTeller.because(d.get("reason"))
              + "; next try at "
              + d.get("nextAttemptAt")
              + ".");
    }
  }

  private void deliveriesLost() {
    for (Map<String, Object> d : where(story.deliveries(), "state", LOST)) {
      say(
          "The "
              + d.get("kind")
              + " message "
              + d.get("state")
              + (Boolean.TRUE.equals(d.get("ambiguous")) ? ", perhaps after it arrived" : "")
              + StoryTeller.because(d.get("reason"))
              + ".");
    }
  }

  private void inbound() {
    for (Map<String, Object> m :
        where(story.inbound(), "state", Set.of("RECEIVED", "DEFERRED", "UNRESOLVED", "UNUSABLE"))) {
      String state = (String) m.get("state");
      if ("RECEIVED".equals(state) || "DEFERRED".equals(state)) {
        open("inbound-message", m.get("id"), "is " + state, m.get("answerAfter"));
      }
      say("The message that came in is " + state + StoryTeller.because(m.get("reason")) + ".");
    }
  }

  private String end() {
    return story.deliveries().stream()
        .max(Comparator.comparing(d -> (Instant) d.get("createdAt")))
        .map(
            d ->
                "Nothing is pending; the last message ("
                    + d.get("kind")
                    + ") is "
                    + d.get("state")
                    + StoryTeller.because(d.get("reason"))
                    + ".")
        .orElseGet(
            () ->
                story.events().isEmpty() && story.inbound().isEmpty()
                    ? "Nothing has happened here yet."
                    : "Nothing is pending; everything that followed was done.");
  }

  private void open(String what, Object id, String detail, Object since) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("what", what);
    item.put("id", id);
    item.put("detail", detail);
    if (since != null) {
      item.put("at", since);
    }
    open.add(item);
  }

  /** Three sentences are read; the rest is in {@code open} and in the steps. */
  private void say(String sentence) {
    if (sentences.size() < 3) {
      sentences.add(sentence);
    }
  }

  private static List<Map<String, Object>> where(
      List<Map<String, Object>> rows, String column, Set<String> values) {
    return rows.stream().filter(row -> values.contains(String.valueOf(row.get(column)))).toList();
  }
}
