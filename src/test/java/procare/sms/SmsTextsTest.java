package procare.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.DefaultResourceLoader;
import procare.conversation.MessageBook;
import procare.delivery.Attempt;
import procare.delivery.Draft;
import procare.delivery.Messages;

/** Every SMS that can be sent is its registered template, byte for byte. */
class SmsTextsTest {
  private static final MessageBook BOOK = new MessageBook();
  private static final SmsProperties ON =
      new SmsProperties(
          true, "http://localhost:1", "k", "classpath:messages/sms-templates.yaml", 1);
  private static final SmsRegister REGISTER =
      new SmsRegister(BOOK, ON, new DefaultResourceLoader());

  static Stream<Arguments> sms() {
    return REGISTER.templates().keySet().stream()
        .flatMap(key -> MessageBook.LANGUAGES.stream().map(lang -> Arguments.of(key, lang)));
  }

  private static String rendered(String key, String language, String value) {
    Map<String, String> values = new HashMap<>();
    BOOK.parameters(key).forEach(name -> values.put(name, value));
    return BOOK.render(key, language, values);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("sms")
  void theBookSaysWhatIsRegistered(String key, String language) {
    SmsTemplate template = REGISTER.find(key, language).orElseThrow();
    String text = rendered(key, language, "62 mg/dL");
    assertThat(template.matches(text)).as(template.text() + " / " + text).isTrue();
    assertThat(template.text().replace("{#var#}", "62 mg/dL")).isEqualTo(text);
    assertThat(template.matches(text + " ")).isFalse();
    assertThat(template.matches(text.replaceFirst("ProCare", "Procare"))).isFalse();
    assertThat(template.matches(rendered(key, language, "x".repeat(31)))).isFalse();
    assertThat(template.text())
        .isEqualTo(Normalizer.normalize(template.text(), Normalizer.Form.NFC));
    assertThat(template.id()).matches("\\d{19}");
  }

  @Test
  void everyTextForSmsIsRegisteredInEveryLanguage() {
    assertThat(BOOK.keys().stream().filter(key -> key.startsWith("sms.")))
        .allSatisfy(
            key ->
                assertThat(MessageBook.LANGUAGES)
                    .allSatisfy(l -> assertThat(REGISTER.find(key, l)).isPresent()));
    assertThat(
            REGISTER.templates().values().stream()
                .flatMap(byLanguage -> byLanguage.values().stream())
                .map(SmsTemplate::id))
        .doesNotHaveDuplicates();
  }

  private static Attempt attempt(String address, String body, String approved) {
    return Messages.attempt(
        "sms", address, body, Draft.Kind.EMERGENCY, List.of(), null, 0, 0, false, "en", approved);
  }

  private static String approved(String reading) {
    return BOOK.render("emergency.low.level1", "en", Map.of("reading", reading, "number", "112"));
  }

  @Test
  void aRewordedTextLeavesNoTraceInTheSms() {
    SmsTexts.Sms sms =
        new SmsTexts(REGISTER, BOOK, ON)
            .of(attempt("915550100101", "take 10 units", approved("62 mg/dL")))
            .orElseThrow();
    assertThat(sms.text()).contains("62 mg/dL", "112").doesNotContain("units");
  }

  @ParameterizedTest
  @ValueSource(strings = {"201555010010101@lid", "IN.1349000000000001", "0555", "+915550100101"})
  void onlyPhonesGetSms(String address) {
    assertThat(
            new SmsTexts(REGISTER, BOOK, ON).possible(attempt(address, "x", approved("62 mg/dL"))))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "true, 62 mg/dL, true",
    "false, 62 mg/dL, false",
    "true, a reading of more than thirty characters, false"
  })
  void goesOnlyWhenSwitchedOnAndWithinTheSlots(boolean on, String reading, boolean possible) {
    SmsProperties settings = new SmsProperties(on, "u", "k", ON.templates(), 1);
    assertThat(
            new SmsTexts(REGISTER, BOOK, settings)
                .possible(attempt("915550100101", "x", approved(reading))))
        .isEqualTo(possible);
    assertThat(
            new SmsTexts(REGISTER, BOOK, settings)
                .possible(attempt("915550100101", "x", "not a text of the book")))
        .isFalse();
  }
}
