package procare.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import procare.glucose.GlucoseUnit;

/** Runs conversation/corpus.tsv: what people write, and what must be read from it. */
class CorpusTest {
  private static final Interpreter INTERPRETER = new Interpreter();

  static Stream<Arguments> lines() throws IOException {
    List<Arguments> lines = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                CorpusTest.class.getResourceAsStream("/conversation/corpus.tsv"),
                StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] f = line.split("\t", -1);
        if (!line.startsWith("#")) {
          lines.add(Arguments.of(f[0].replace("\\n", "\n"), f[1], f[2], f[3]));
        }
      }
    }
    return lines.stream();
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @MethodSource("lines")
  void reads(String text, String language, String meter, String expected) {
    Context context = new Context(language, GlucoseUnit.find(meter).orElse(null), false);
    Understanding read = INTERPRETER.read(text, context);
    List<String> glucose = new ArrayList<>();
    List<String> flags = new ArrayList<>();
    for (String part : expected.split(" ")) {
      if (part.startsWith("G:")) {
        glucose.add(part.substring(2));
      } else if (part.startsWith("F:")) {
        flags.add(part.substring(2));
      } else if (part.startsWith("I:!")) {
        assertThat(read.intents()).as("%s", read).doesNotContain(Intent.valueOf(part.substring(3)));
      } else if (part.startsWith("I:")) {
        assertThat(read.intents()).as("%s", read).contains(Intent.valueOf(part.substring(2)));
      }
    }
    boolean anyState = expected.contains(":?:");
    assertThat(read.glucose().stream().map(g -> shown(g, anyState)).toList())
        .as("%s", read)
        .isEqualTo(glucose);
    assertThat(read.redFlags().stream().map(f -> f.code().name()).toList())
        .as("%s", read)
        .isEqualTo(flags);
  }

  private static String shown(GlucoseFact fact, boolean anyState) {
    String comparator =
        fact.glucose().comparator() == null ? "" : fact.glucose().comparator().code();
    String state = anyState ? "?" : fact.state() == null ? "-" : fact.state();
    return comparator
        + fact.glucose().value().toPlainString()
        + ":"
        + fact.glucose().unitCode()
        + ":"
        + state
        + ":"
        + fact.when().name().toLowerCase(java.util.Locale.ROOT);
  }
}
