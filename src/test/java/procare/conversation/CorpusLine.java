package procare.conversation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import procare.glucose.GlucoseUnit;

/**
 * One line of a corpus: what somebody wrote, in which context, and what must be read from it.
 *
 * @param expected G:value:unit:state:when, F:red flag, F:* any red flag, I:intent, I:!intent that
 *     must not be read, S:snooze, C:category of an opt-out
 */
record CorpusLine(String text, Context context, List<String> expected) {
  private static final Interpreter INTERPRETER = new Interpreter();

  static List<CorpusLine> of(String file) {
    List<CorpusLine> lines = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                CorpusLine.class.getResourceAsStream("/conversation/" + file),
                StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("#")) {
          continue;
        }
        String[] f = line.split("\t", -1);
        Pending pending = f.length > 4 ? Pending.valueOf(f[4]) : Pending.NONE;
        lines.add(
            new CorpusLine(
                f[0].replace("\\n", "\n"),
                new Context(f[1], GlucoseUnit.find(f[2]).orElse(null), pending),
                f[3].isBlank() ? List.of() : List.of(f[3].split(" "))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  Understanding read() {
    return INTERPRETER.read(text, context);
  }

  boolean expects(String fact) {
    return expected.contains(fact);
  }

  /** Facts that are missing, forbidden or made up; empty when all is as expected. */
  List<String> wrong(Understanding read) {
    List<String> wrong = new ArrayList<>();
    boolean anyState = expected.stream().anyMatch(e -> e.contains(":?:"));
    List<String> values = new ArrayList<>();
    read.glucose().forEach(g -> values.add(shown(g, anyState)));
    List<String> flags =
        new ArrayList<>(read.redFlags().stream().map(f -> "F:" + f.code().name()).toList());
    for (String fact : expected) {
      boolean right =
          switch (fact.charAt(0)) {
            case 'G' -> values.remove(fact);
            case 'F' -> fact.equals("F:*") ? !flags.isEmpty() : flags.remove(fact);
            case 'I' ->
                fact.startsWith("I:!")
                    ? !read.has(Intent.valueOf(fact.substring(3)))
                    : read.has(Intent.valueOf(fact.substring(2)));
            case 'S' -> Duration.parse(fact.substring(2)).equals(read.snooze());
            case 'C' -> fact.substring(2).equals(read.optOutCategory());
            default -> throw new IllegalStateException(fact);
          };
      if (!right) {
        wrong.add(fact);
      }
    }
    values.forEach(v -> wrong.add("made up " + v));
    if (expected.stream().noneMatch(e -> e.startsWith("F:"))) {
      flags.forEach(f -> wrong.add("made up " + f));
    }
    return wrong;
  }

  private static String shown(GlucoseFact fact, boolean anyState) {
    String comparator =
        fact.glucose().comparator() == null ? "" : fact.glucose().comparator().code();
    String state = anyState ? "?" : fact.state() == null ? "-" : fact.state();
    return "G:"
        + comparator
        + fact.glucose().value().toPlainString()
        + ":"
        + fact.glucose().unitCode()
        + ":"
        + state
        + ":"
        + fact.when().name().toLowerCase(Locale.ROOT);
  }
}
