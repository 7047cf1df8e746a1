package procare.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import procare.glucose.GlucoseUnit;

/**
 * Every number from 20 to 600 as people say it, written by another rule than the one that reads.
 */
class NumberWordsTest {
  private static final Interpreter INTERPRETER = new Interpreter();
  private static final String[] ENGLISH = {
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen"
  };
  private static final String[] TENS = {
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
  };
  private static final String[] INDONESIAN = {
    "", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"
  };

  static Stream<Integer> values() {
    return IntStream.rangeClosed(20, 600).boxed();
  }

  @ParameterizedTest
  @MethodSource("values")
  void english(int value) {
    assertThat(read("sugar " + inEnglish(value, " hundred "), "en")).isEqualTo(value);
    assertThat(read("sugar " + inEnglish(value, " hundred and "), "en")).isEqualTo(value);
    if (value % 100 >= 10) {
      assertThat(read("sugar " + inEnglish(value, " "), "en")).isEqualTo(value);
    }
  }

  private static String inEnglish(int value, String hundred) {
    int below = value % 100;
    String rest =
        below < 20 ? ENGLISH[below] : (TENS[below / 10] + " " + ENGLISH[below % 10]).strip();
    String all = value < 100 ? rest : ENGLISH[value / 100] + hundred + rest;
    return all.strip().replaceFirst(" and$", "");
  }

  @ParameterizedTest
  @MethodSource("values")
  void indonesian(int value) {
    assertThat(read("gula " + inIndonesian(value), "id")).isEqualTo(value);
  }

  private static String inIndonesian(int value) {
    int below = value % 100;
    String hundreds =
        value < 100 ? "" : value < 200 ? "seratus " : INDONESIAN[value / 100] + " ratus ";
    String rest =
        below == 10
            ? "sepuluh"
            : below == 11
                ? "sebelas"
                : below < 10
                    ? INDONESIAN[below]
                    : below < 20
                        ? INDONESIAN[below % 10] + " belas"
                        : INDONESIAN[below / 10] + " puluh " + INDONESIAN[below % 10];
    return (hundreds + rest).strip();
  }

  /** The lexicon itself says how Hindi calls what is below 100; each spelling must come back. */
  @Test
  void everyHindiSpellingIsItsNumber() {
    NumberLanguage hindi = NumberLanguage.of("hi");
    assertThat(hindi.spellings()).hasSizeGreaterThan(300);
    assertThat(hindi.spellings().values().stream().distinct().sorted())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 99).boxed().toList());
    hindi
        .spellings()
        .forEach(
            (word, value) -> {
              if (value >= 20) {
                assertThat(read("sugar " + word, "hi")).as(word).isEqualTo(value);
              }
              assertThat(read("sugar do sau " + word, "hi")).as(word).isEqualTo(200 + value);
            });
  }

  /** What is no number of its own, at any place of a sentence about sugar. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sugar check after two tablets",
        "check sugar at one thirty pm",
        "sugar test on twenty third",
        "sugar test january twenty",
        "sugar nine eight seven six five",
        "sugar ke saath kya khana hai",
        "kaki kram sugar",
        "cek gula jam dua belas",
        "sugar test since five thirty",
      })
  void notNumbers(String text) {
    assertThat(INTERPRETER.read(text, new Context("en", GlucoseUnit.MG_DL, false)).glucose())
        .isEmpty();
  }

  private static int read(String text, String language) {
    Understanding read = INTERPRETER.read(text, new Context(language, GlucoseUnit.MG_DL, false));
    assertThat(read.glucose()).as("%s: %s", text, read).hasSize(1);
    return read.glucose().get(0).glucose().value().intValueExact();
  }
}
