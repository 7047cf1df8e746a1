package procare.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import procare.engagement.WhoIsMeant.Option;

/** Languages and names are read from whole messages or their beginning, never from the middle. */
class WholeMessagesTest {
  private static final Option ASHA = new Option(UUID.randomUUID(), "Asha Rao");
  private static final Option RAVI = new Option(UUID.randomUUID(), "Ravi");
  private static final Option ASHOK = new Option(UUID.randomUUID(), "Ashok Rao");
  private static final List<Option> PEOPLE = List.of(ASHA, RAVI, ASHOK);

  @ParameterizedTest
  @CsvSource({
    "language hindi, hi",
    "LANGUAGE: Hindi, hi",
    "hindi, hi",
    "hindi please, hi",
    "भाषा हिंदी, hi",
    "language english, en",
    "angrezi bhasha, en",
    "bahasa, id",
    "bahasa indonesia, id",
    "Indonesia, id",
    "language indonesian, id",
    "english, en"
  })
  void languages(String text, String language) {
    assertThat(LanguageAnswers.read(text)).contains(language);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "language",
        "language french",
        "my doctor speaks hindi",
        "what language is this",
        "angrezi",
        "sugar 62 hindi",
        "hindi english",
        "",
        "62"
      })
  void noLanguages(String text) {
    assertThat(LanguageAnswers.read(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "yes, true",
    "YES!, true",
    "ok, true",
    "haan ji, true",
    "हाँ, true",
    "ya, true",
    "betul, true",
    "no, false",
    "No., false",
    "nahi, false",
    "नहीं, false",
    "bukan, false"
  })
  void confirmations(String text, boolean yes) {
    assertThat(ConfirmedValues.read(text)).contains(yes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes 62", "not sure", "no idea", "maybe", "62", "yes but no"})
  void noConfirmations(String text) {
    assertThat(ConfirmedValues.read(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1, Asha Rao",
    "२, Ravi",
    " 3 , Ashok Rao",
    "2., Ravi",
    "ravi, Ravi",
    "RAVI!, Ravi",
    "Asha, Asha Rao",
    "asha rao, Asha Rao",
    "Ashok, Ashok Rao"
  })
  void chosen(String text, String name) {
    assertThat(WhoIsMeant.chosen(text, PEOPLE)).map(Option::name).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "4", "12", "62", "1 2", "", "rao", "sugar of Asha", "Ash", "Ravina", "1.5"})
  void notChosen(String text) {
    assertThat(WhoIsMeant.chosen(text, PEOPLE)).isEmpty();
  }

  @Test
  void aNameAtTheBeginningSaysWhoAndTheRestIsTheMessage() {
    assertThat(WhoIsMeant.named("Asha: sugar 62", PEOPLE))
        .contains(new WhoIsMeant.Named(ASHA, "sugar 62"));
    assertThat(WhoIsMeant.named("asha rao 62 fasting", PEOPLE))
        .contains(new WhoIsMeant.Named(ASHA, "62 fasting"));
    assertThat(WhoIsMeant.named("sugar 62 Asha", PEOPLE)).isEmpty();
    assertThat(WhoIsMeant.named("Ravina 62", PEOPLE)).isEmpty();
    Option otherAsha = new Option(UUID.randomUUID(), "Asha Iyer");
    assertThat(WhoIsMeant.named("Asha 62", List.of(ASHA, otherAsha))).as("two of them").isEmpty();
    assertThat(WhoIsMeant.named("Asha Iyer 62", List.of(ASHA, otherAsha)))
        .contains(new WhoIsMeant.Named(otherAsha, "62"));
  }
}
