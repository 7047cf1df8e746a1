package procare.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import procare.glucose.Glucose;
import procare.glucose.GlucoseUnit;

class MessageBookTest {
  private static final MessageBook BOOK = new MessageBook();
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)?");
  private static final Pattern OFFERS_ANYTHING_BUT_GLUCOSE =
      Pattern.compile(
          "sugar|juice|honey|sweet|candy|soda|cola|milk|chocolate|jaggery|banana|fruit"
              + "|चीनी|शक्कर|शकर|शुगर|जूस|शहद|मीठ|गुड़|दूध|चॉकलेट|मिठाई|फल|टॉफ|शरबत"
              + "|\\bgula\\b|\\bjus\\b|madu|manis|permen|susu|cokelat|coklat|teh manis|buah",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  static Stream<Arguments> texts() {
    return MessageBook.LANGUAGES.stream()
        .flatMap(language -> BOOK.keys().stream().map(key -> Arguments.of(language, key)));
  }

  private static String rendered(String key, String language) {
    Map<String, String> values = new HashMap<>();
    BOOK.parameters(key).forEach(name -> values.put(name, "<" + name + " of usual length>"));
    return BOOK.render(key, language, values);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("texts")
  void isShortPlainAndComplete(String language, String key) {
    String text = rendered(key, language);
    assertThat(text.length()).isBetween(5, 900);
    assertThat(text).doesNotContain("{", "}", "\n", "*", "_", "http", "  ");
    if (language.equals("hi")) {
      assertThat(text).containsPattern("\\p{IsDevanagari}");
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("texts")
  void saysTheSameNumbersInEveryLanguage(String language, String key) {
    assertThat(numbers(rendered(key, language))).isEqualTo(numbers(rendered(key, "en")));
  }

  private static List<String> numbers(String text) {
    return NUMBER
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(n -> n.replace(',', '.'))
        .sorted()
        .toList();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("texts")
  void offersPeopleOnAcarboseNothingButGlucose(String language, String key) {
    if (key.endsWith(".glucose-only")) {
      String text = rendered(key, language);
      assertThat(text).doesNotContainPattern(OFFERS_ANYTHING_BUT_GLUCOSE);
      String glucose = Map.of("en", "glucose", "hi", "ग्लूकोज़", "id", "glukosa").get(language);
      assertThat(text).contains(glucose);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "emergency.low.level1",
    "emergency.low.level2",
    "emergency.low.symptoms",
    "followup.persistent-low"
  })
  void hasAGlucoseOnlyVariantOfEveryTextThatOffersSugar(String key) {
    assertThat(BOOK.variant(key, true)).isEqualTo(key + ".glucose-only");
    assertThat(BOOK.variant(key, false)).isEqualTo(key);
    assertThat(BOOK.variant("emergency.high", true)).isEqualTo("emergency.high");
  }

  /** A text that offers sugar and has no variant would reach people whom sugar does not help. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("texts")
  void noOtherTextOffersSugar(String language, String key) {
    Pattern offer = Pattern.compile("spoons of sugar|juice|चम्मच चीनी|teh gula|\\bjus\\b");
    if (offer.matcher(rendered(key, language)).find()) {
      assertThat(BOOK.variant(key, true)).endsWith(".glucose-only");
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("texts")
  void everyEmergencyTextNamesTheEmergencyNumber(String language, String key) {
    if (key.startsWith("emergency.") && BOOK.clinicalKeys().contains(key)) {
      assertThat(BOOK.parameters(key)).contains("number");
    }
  }

  @Test
  void knowsThatNobodyHasSignedTheClinicalTexts() {
    assertThat(BOOK.unsigned()).hasSize(3 * BOOK.clinicalKeys().size());
  }

  @Test
  void fillsInValuesWithoutReadingThemAgain() {
    String text =
        BOOK.render(
            "doctor.alert.red-flag",
            "en",
            Map.of("patient", "{phone}", "phone", "1", "text", "$1 {minutes} \\", "minutes", 5));
    assertThat(text).contains("{phone}, 1, wrote \"$1 {minutes} \\\"").contains("within 5 minutes");
  }

  @Test
  void usesEnglishForOtherLanguages() {
    assertThat(BOOK.render("ack.nothing-open", "ta", Map.of())).startsWith("Thank you");
    assertThat(BOOK.render("ack.nothing-open", null, Map.of())).startsWith("Thank you");
  }

  @Test
  void findsMistakesOfCallersAtStart() {
    assertThatThrownBy(() -> BOOK.require("no.such.text")).hasMessageContaining("no.such.text");
    assertThatThrownBy(() -> BOOK.require("emergency.high", "number"))
        .hasMessageContaining("reading");
    assertThatCode(() -> BOOK.require("emergency.high", "number", "reading", "name"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> BOOK.render("emergency.high", "en", Map.of("number", "112")))
        .hasMessageContaining("{reading}");
    assertThatThrownBy(() -> BOOK.render("no", "en", Map.of())).hasMessageContaining("no text no");
  }

  @Test
  void refusesFilesThatDiffer() {
    assertThatThrownBy(() -> new MessageBook("messages-broken/"))
        .hasMessageContaining("hi lacks b")
        .hasMessageContaining("id has other parameters in a")
        .hasMessageContaining("id lacks b");
  }

  @Test
  void namesReadingsAsTheMeterDoes() {
    assertThat(MessageBook.reading(Glucose.of("62", GlucoseUnit.MG_DL))).isEqualTo("62 mg/dL");
    assertThat(MessageBook.reading(Glucose.of("15", null))).isEqualTo("15");
    assertThat(MessageBook.reading(Glucose.METER_LOW)).isEqualTo("LO (< 20 mg/dL)");
    assertThat(MessageBook.reading(Glucose.METER_HIGH)).isEqualTo("HI (> 600 mg/dL)");
  }
}
