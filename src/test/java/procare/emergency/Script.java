package procare.emergency;

import java.time.Duration;

/** Plays one action of a test script, for example {@code reading 62} or {@code ack c1}. */
final class Script {
  private Script() {}

  static void play(Ward ward, String action) {
    String[] words = action.split(" ");
    switch (words[0]) {
      case "reading" -> ward.deliver(ward.reading(Integer.parseInt(words[1])));
      case "backdated" ->
          ward.deliver(
              ward.reading(
                  words[1],
                  "mg/dL",
                  Ward.severity(Integer.parseInt(words[1])),
                  ward.clock.instant().minus(Duration.ofHours(5)),
                  true));
      case "flag" -> ward.deliver(ward.intent("RED_FLAG", "p"));
      case "fine" -> ward.deliver(ward.intent("SELF_REPORT_OK", "p"));
      case "ack" -> ward.deliver(ward.intent("ACKNOWLEDGE", words[1]));
      case "failed" ->
          ward.all().forEach(emergency -> ward.deliver(ward.failed(emergency, words[1])));
      default -> throw new IllegalArgumentException(action);
    }
  }
}
