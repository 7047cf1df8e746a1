package procare.emergency;

import java.time.Duration;
import java.util.List;
import procare.event.Event;

/** The events of one action of a test script, for example {@code reading 62} or {@code ack c1}. */
final class Script {
  private Script() {}

  static void play(Ward ward, String action) {
    events(ward, action).forEach(ward::deliver);
  }

  static List<Event> events(Ward ward, String action) {
    String[] words = action.split(" ");
    return switch (words[0]) {
      case "wait" -> List.of();
      case "reading" -> List.of(ward.reading(Integer.parseInt(words[1])));
      case "backdated" ->
          List.of(
              ward.reading(
                  words[1],
                  "mg/dL",
                  Ward.severity(Integer.parseInt(words[1])),
                  ward.clock.instant().minus(Duration.ofHours(5)),
                  true));
      case "flag" -> List.of(ward.intent("RED_FLAG", "p"));
      case "fine" -> List.of(ward.intent("SELF_REPORT_OK", "p"));
      case "ack" ->
          ward.known(words[1]) ? List.of(ward.intent("ACKNOWLEDGE", words[1])) : List.of();
      case "failed" ->
          ward.known(words[1])
              ? ward.all().stream().map(id -> ward.failed(id, words[1])).toList()
              : List.of();
      default -> throw new IllegalArgumentException(action);
    };
  }
}
