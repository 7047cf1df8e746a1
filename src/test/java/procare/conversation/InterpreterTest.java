package procare.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import procare.glucose.Glucose;
import procare.glucose.GlucoseRules;
import procare.glucose.GlucoseUnit;
import procare.glucose.Severity;

class InterpreterTest {
  private static final Interpreter INTERPRETER = new Interpreter();
  private static final Context MG = new Context("en", GlucoseUnit.MG_DL, false);
  private static final Context MMOL = new Context("id", GlucoseUnit.MMOL_L, false);
  private static final Context NO_METER = new Context("hi", null, false);
  private static final Context ASKED = new Context("en", GlucoseUnit.MG_DL, true);
  private static final List<String> AROUND =
      List.of(
          "%s",
          "sugar %s",
          "sugar %s fasting",
          "%s aaya",
          "khali pet %s",
          "gula darah %s",
          "शुगर %s है",
          "my sugar is %s today",
          "chakkar aa raha hai %s",
          "sugar: %s!!");
  private static final String[] PIECES = {
    "62", "sugar", "HI", "lo", " ", "\n", "140/90", "mmol", "mg/dl", "insulin", "behosh", "पेट",
    "दर्द", "६२", "👍🏽", "\uD83D", "\uDC4D", "\u200d", "ﷺ", "שלום", "\u202e", "0", "-", ":", "..",
    "٫", "½", "kal", "papa", "ka", "%", "+91", "98765", "e99", "\0", "'", "stop", "?", "1e999", "９",
    "chest", "pain"
  };

  @Test
  void neverFailsWhateverIsWritten() {
    Random random = new Random(20260301);
    for (int n = 0; n < 10_000; n++) {
      StringBuilder text = new StringBuilder();
      int length = n % 1000 == 0 ? 4000 : random.nextInt(60);
      while (text.length() < length) {
        if (random.nextInt(3) == 0) {
          text.append((char) random.nextInt(0x10000));
        } else if (random.nextInt(4) == 0) {
          text.appendCodePoint(random.nextInt(0x110000));
        } else {
          text.append(PIECES[random.nextInt(PIECES.length)]);
        }
      }
      Understanding read = INTERPRETER.read(text.toString(), n % 2 == 0 ? MG : NO_METER);
      assertThat(read.glucose()).allMatch(g -> g.glucose().value().signum() > 0);
    }
    assertThat(INTERPRETER.read(null, MG).intents()).containsExactly(Intent.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a ",
        "62 ",
        "chest pain ",
        "sugar ",
        "1/",
        "9",
        "nahi hosh ",
        "unconscios",
        "no ",
        "saans ",
        "tez ",
        "insulin twice "
      })
  void staysFastOnLongMonotony(String piece) {
    String text = piece.repeat(5000 / piece.length());
    INTERPRETER.read(text, MG);
    Assertions.assertThatCode(
            () ->
                org.junit.jupiter.api.Assertions.assertTimeout(
                    Duration.ofSeconds(2), () -> INTERPRETER.read(text, MG)))
        .doesNotThrowAnyException();
  }

  /** Goal: no value of a meter is read in a wrong class without asking back. */
  @Property(tries = 2000)
  void everyMgDlValueIsReadInItsClass(
      @ForAll @IntRange(min = 10, max = 600) int shown, @ForAll @IntRange(max = 9) int template) {
    Severity truth = GlucoseRules.severity(Glucose.of("" + shown, GlucoseUnit.MG_DL));
    String text = AROUND.get(template).formatted(shown);
    for (Context context : List.of(MG, NO_METER)) {
      Understanding read = INTERPRETER.read(text, context);
      assertThat(read.glucose()).as(text).hasSize(1);
      assertThat(read.glucose().get(0).severity()).as(text).isIn(truth, Severity.UNCLEAR);
    }
    Understanding explicit =
        INTERPRETER.read(AROUND.get(template).formatted(shown + " mg/dl"), NO_METER);
    assertThat(explicit.glucose()).as(text).hasSize(1);
    assertThat(explicit.glucose().get(0).severity()).as(text).isEqualTo(truth);
  }

  @Property(tries = 2000)
  void everyMmolValueIsReadInItsClass(
      @ForAll @BigRange(min = "1.0", max = "33.3") @Scale(1) BigDecimal shown,
      @ForAll @IntRange(max = 9) int template) {
    Severity truth = GlucoseRules.severity(new Glucose(shown, GlucoseUnit.MMOL_L, null));
    String number = shown.toPlainString();
    String text = AROUND.get(template).formatted(number);
    for (Context context : List.of(MG, MMOL, NO_METER)) {
      Understanding read = INTERPRETER.read(text, context);
      assertThat(read.glucose()).as(text).hasSize(1);
      assertThat(read.glucose().get(0).severity()).as(text).isIn(truth, Severity.UNCLEAR);
    }
    String comma = AROUND.get(template).formatted(number.replace('.', ',') + " mmol/l");
    assertThat(INTERPRETER.read(comma, MG).glucose())
        .as(comma)
        .singleElement()
        .satisfies(g -> assertThat(g.severity()).isEqualTo(truth));
  }

  /** Digits of every script that Unicode knows, not only those of the three languages. */
  @Test
  void readsTheDigitsOfEveryScript() {
    for (int zero = 0; zero < 0x110000; zero++) {
      if (Character.getType(zero) == Character.DECIMAL_DIGIT_NUMBER
          && Character.digit(zero, 10) == 0) {
        String number = Character.toString(zero + 6) + Character.toString(zero + 2);
        assertThat(INTERPRETER.read("sugar " + number, MG).glucose())
            .as(number)
            .extracting(g -> g.glucose().value().intValue())
            .containsExactly(62);
      }
    }
  }

  @Test
  void readsALoneHiAsTheMeterWhenAValueWasAskedFor() {
    assertThat(INTERPRETER.read("Hi", ASKED).glucose())
        .extracting(GlucoseFact::severity)
        .containsExactly(Severity.HIGH);
    assertThat(INTERPRETER.read("Hi", MG).glucose()).isEmpty();
  }

  @Test
  void readsAnAnswerToTheQuestionForTheUnit() {
    assertThat(INTERPRETER.read("mg/dl", NO_METER).unit()).isEqualTo(GlucoseUnit.MG_DL);
    assertThat(INTERPRETER.read("mmol", NO_METER).unit()).isEqualTo(GlucoseUnit.MMOL_L);
    assertThat(INTERPRETER.read("7.2 mmol", NO_METER).unit()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sugar 9000", "sugar 1600", "blood sugar 0.2"})
  void namesWhatNoPersonCanHave(String text) {
    Understanding read = INTERPRETER.read(text, MG);
    assertThat(read.glucose()).isEmpty();
    assertThat(read.implausible()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "62",
        "LO",
        "chest pain",
        "shaky and sweating",
        "sugar 25",
        "kal se 320 aa raha hai"
      })
  void isDangerous(String text) {
    assertThat(INTERPRETER.read(text, MG).dangerous()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"110", "kal 50 tha", "papa ka sugar 58", "hi", "stop", "140/90", ""})
  void isNotDangerous(String text) {
    assertThat(INTERPRETER.read(text, MG).dangerous()).isFalse();
  }

  @Test
  void namesATextForEveryRedFlag() {
    MessageBook book = new MessageBook();
    assertThat(RedFlag.Code.values()).allMatch(code -> book.has(code.textKey()));
  }

  /** Recall on one typing mistake in every longer word of the plain red-flag phrases. */
  @Test
  void catchesMistypedRedFlags() {
    Random random = new Random(7);
    int caught = 0;
    for (String flag :
        List.of(
            "unconscious",
            "behosh ho gaye",
            "kejang kejang",
            "chest pain",
            "vomiting",
            "pingsan",
            "breathless",
            "seizure",
            "confused",
            "suicide")) {
      for (int n = 0; n < 50; n++) {
        int at = 1 + random.nextInt(Math.min(flag.length(), 5) - 2);
        String wrong =
            flag.substring(0, at) + flag.charAt(at + 1) + flag.charAt(at) + flag.substring(at + 2);
        caught += INTERPRETER.read(wrong, MG).redFlags().isEmpty() ? 0 : 1;
      }
    }
    assertThat(caught).as("of 500").isGreaterThanOrEqualTo(495);
  }
}
