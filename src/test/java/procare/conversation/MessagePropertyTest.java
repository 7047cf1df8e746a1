package procare.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import procare.glucose.Glucose;
import procare.glucose.GlucoseRules;
import procare.glucose.GlucoseUnit;
import procare.glucose.Severity;

/** What holds for every number, script and length, not only for the lines of a corpus. */
class MessagePropertyTest {
  private static final Interpreter INTERPRETER = new Interpreter();
  private static final List<String> AROUND =
      List.of(
          "%s",
          "sugar %s",
          "my sugar is %s now",
          "%s aaya, dawai le li",
          "khali pet %s hai",
          "gula darah %s belum minum obat",
          "शुगर %s है",
          "took my medicine, sugar %s",
          "sugar %s dawai le li",
          "BP 140/90 sugar %s");
  private static final int[] ZEROS = {'0', 0x0966, 0x0660, 0x06F0, 0x09E6, 0x0AE6, 0x0C66, 0xFF10};
  private static final List<Context> CONTEXTS =
      List.of(
          new Context("en", null, Pending.NONE),
          new Context("hi", GlucoseUnit.MG_DL, Pending.DOSE),
          new Context("id", GlucoseUnit.MG_DL, Pending.GLUCOSE));

  @Property(tries = 5000)
  void noMgDlValueIsReadInAWrongClass(
      @ForAll @IntRange(min = 10, max = 600) int value,
      @ForAll @IntRange(max = 9) int template,
      @ForAll @IntRange(max = 7) int script,
      @ForAll boolean unit) {
    Severity truth = GlucoseRules.severity(Glucose.of("" + value, GlucoseUnit.MG_DL));
    String text =
        AROUND.get(template).formatted(digits("" + value, script) + (unit ? " mg/dl" : ""));
    for (Context context : CONTEXTS) {
      assertClass(text, context, unit, truth);
    }
  }

  @Property(tries = 5000)
  void noMmolValueIsReadInAWrongClass(
      @ForAll @BigRange(min = "1.0", max = "33.0") @Scale(1) BigDecimal value,
      @ForAll @IntRange(max = 9) int template,
      @ForAll @IntRange(max = 7) int script,
      @ForAll boolean comma,
      @ForAll boolean unit) {
    Severity truth = GlucoseRules.severity(new Glucose(value, GlucoseUnit.MMOL_L, null));
    String number = value.toPlainString();
    String shown = digits(comma ? number.replace('.', ',') : number, script);
    String text = AROUND.get(template).formatted(shown + (unit ? " mmol/L" : ""));
    assertClass(text, CONTEXTS.get(0), unit, truth);
    assertClass(text, new Context("en", GlucoseUnit.MMOL_L, Pending.NONE), unit, truth);
    assertClass(text, CONTEXTS.get(2), unit, truth);
  }

  private static void assertClass(String text, Context context, boolean unit, Severity truth) {
    Understanding read = INTERPRETER.read(text, context);
    assertThat(read.glucose()).as("%s %s", text, read).hasSize(1);
    Severity severity = read.glucose().get(0).severity();
    assertThat(severity == truth || !unit && severity == Severity.UNCLEAR)
        .as("%s %s", text, read)
        .isTrue();
  }

  private static String digits(String number, int script) {
    StringBuilder out = new StringBuilder();
    number
        .chars()
        .forEach(c -> out.appendCodePoint(c >= '0' && c <= '9' ? ZEROS[script] + (c - '0') : c));
    return out.toString();
  }

  @Property(tries = 2000)
  void neverThrows(@ForAll @StringLength(max = 300) String text, @ForAll Pending pending) {
    Understanding read = INTERPRETER.read(text, new Context(null, null, pending));
    assertThat(read.intents()).isNotNull();
    assertThat(read.language()).isIn(MessageBook.LANGUAGES);
  }

  /** Writing louder changes nothing about a dose or an opt-out. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "dawai le li",
        "dawai nahi li",
        "sudah minum obat",
        "belum minum obat",
        "stop messages",
        "took my tablet",
        "not taken yet",
        "nanti saya minum obat",
        "dont stop"
      })
  void capitalsAndMarksChangeNothing(String text) {
    Context context = new Context("en", null, Pending.NONE);
    assertThat(INTERPRETER.read(text.toUpperCase(Locale.ROOT) + " !!", context).intents())
        .isEqualTo(INTERPRETER.read(text, context).intents());
  }

  /**
   * The work grows with the length and not faster: twice the words give at most twice the spans,
   * since every span starts at a word and each word starts a bounded number of phrases.
   */
  @ParameterizedTest
  @ValueSource(strings = {"dawai nahi li ", "chest pain ", "sudah belum ", "sugar 62 ", "stop "})
  void theWorkGrowsInProportion(String piece) {
    PhraseMatcher matcher = new PhraseMatcher(new Lexicon());
    int once = matcher.match(Tokens.of(piece.repeat(100))).size();
    int twice = matcher.match(Tokens.of(piece.repeat(200))).size();
    int half = matcher.match(Tokens.of(piece.repeat(50))).size();
    assertThat(twice - once).isLessThanOrEqualTo(2 * (once - half) + once / 10);
  }
}
