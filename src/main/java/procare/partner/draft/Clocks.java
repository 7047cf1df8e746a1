package procare.partner.draft;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import procare.partner.draft.Proposal.Confidence;

/** The zone and the form of times that samples write. */
final class Clocks {
  private static final Pattern OFFSET =
      Pattern.compile("\\d\\d:?\\d\\d(?::?\\d\\d)?(?:\\.\\d+)?([+-]\\d\\d:?[034][05])(?!\\d)");

  /** Offsets that one country of ours has; anything else is asked. */
  private static final Map<String, String> ZONES =
      Map.of(
          "+0530", "Asia/Kolkata",
          "+0545", "Asia/Kathmandu",
          "+0600", "Asia/Dhaka",
          "+0400", "Asia/Dubai",
          "+0800", "Asia/Singapore");

  private static final List<String> FORMS =
      List.of(
          "dd/MM/uuuu HH:mm",
          "dd/MM/uuuu HH:mm:ss",
          "dd-MM-uuuu HH:mm",
          "dd-MM-uuuu HH:mm:ss",
          "dd.MM.uuuu HH:mm",
          "MM/dd/uuuu HH:mm",
          "MM/dd/uuuu HH:mm:ss",
          "dd-MMM-uuuu HH:mm",
          "dd/MM/uuuu hh:mm a",
          "uuuuMMddHHmm",
          "uuuuMMddHHmmss");

  private Clocks() {}

  static Proposal zone(List<SampleFile> samples) {
    TreeSet<String> offsets = new TreeSet<>();
    for (SampleFile sample : samples) {
      Matcher found = OFFSET.matcher(new String(sample.bytes(), StandardCharsets.ISO_8859_1));
      while (found.find()) {
        offsets.add(found.group(1).replace(":", ""));
      }
    }
    offsets.remove("+0000");
    String zone = offsets.size() == 1 ? ZONES.get(offsets.first()) : null;
    return zone == null
        ? new Proposal(
            "zone",
            "Asia/Kolkata",
            Confidence.LOW,
            offsets.isEmpty()
                ? "the hub's own, since no time in the samples has an offset: where is the partner?"
                : "the hub's own, since times in the samples have "
                    + String.join(" and ", offsets)
                    + ": where is the partner?")
        : new Proposal("zone", zone, Confidence.HIGH, "times are written with " + offsets.first());
  }

  /**
   * The form of local times, or null when all are ISO 8601.
   *
   * @param byHand gets a line when the day and the month cannot be told apart
   */
  static Proposal form(List<String> times, List<String> byHand) {
    if (times.isEmpty() || times.stream().allMatch(Clocks::iso)) {
      return null;
    }
    List<String> fit =
        new ArrayList<>(
            FORMS.stream().filter(form -> times.stream().allMatch(t -> is(t, form))).toList());
    if (fit.isEmpty()) {
      byHand.add("results.dates: times have a form that is not known; write it as a pattern");
      return null;
    }
    if (fit.size() > 1) {
      byHand.add("results.dates: times fit " + fit + "; ask the partner which it is");
    }
    return new Proposal(
        "results.dates",
        fit.get(0),
        fit.size() > 1 ? Confidence.LOW : Confidence.HIGH,
        fit.size() > 1
            ? "fits, as does " + fit.get(1)
            : "all " + times.size() + " times fit it and no other");
  }

  private static boolean iso(String time) {
    return time.matches("\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d.*)?");
  }

  private static boolean is(String time, String form) {
    try {
      LocalDateTime.parse(
          time,
          DateTimeFormatter.ofPattern(form, Locale.ENGLISH)
              .withResolverStyle(ResolverStyle.STRICT));
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
