package procare.education;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import procare.ai.ForbiddenTopics;

class LibraryTest {
  private static final Library LIBRARY = new Library();
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)?");

  /** What would be advice on a dose in one of the languages. */
  private static final Pattern DOSE =
      Pattern.compile(
          "\\b(increase|reduce|double|skip|units?)\\b|बढ़ाएँ|यूनिट|घटाएँ|\\b(tambah|kurangi|unit)\\b",
          Pattern.CASE_INSENSITIVE);

  static Stream<Entry> entries() {
    return LIBRARY.ids().stream().map(id -> LIBRARY.find(id).orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("entries")
  void everyTextIsThereInEveryLanguageWithTheSameNumbersAndNoDose(Entry entry) {
    for (String language : List.of("en", "hi", "id")) {
      assertThat(entry.text(language)).doesNotContainPattern(DOSE).doesNotContain("\n", "http");
      assertThat(numbers(entry.text(language))).as(language).isEqualTo(numbers(entry.text("en")));
    }
    assertThat(entry.text("hi")).containsPattern("\\p{IsDevanagari}");
    assertThat(entry.source()).isNotBlank();
    assertThat(entry.reviewedBy()).as("nobody has signed yet; see README").isNull();
  }

  private static List<String> numbers(String text) {
    return NUMBER.matcher(text).results().map(MatchResult::group).sorted().toList();
  }

  @ParameterizedTest
  @CsvSource({
    "how do I care for my feet?, foot-care",
    "pair ki dekhbhal kaise kare, foot-care",
    "पैरों की देखभाल कैसे करें, foot-care",
    "bagaimana merawat kaki?, foot-care",
    "can I fast in Ramadan?, fasting",
    "roza rakh sakta hu kya, fasting",
    "boleh puasa saat ramadhan?, fasting",
    "how should I store my insulin?, insulin-storage",
    "insulin fridge me rakhe kya, insulin-storage",
    "di mana menyimpan insulin?, insulin-storage",
    "what is hba1c?, hba1c",
    "HbA1c kya hota hai, hba1c",
    "what does hypoglycemia mean?, hypo",
    "what to do when I have fever?, sick-day",
    "bukhar me kya karu, sick-day",
    "how do I use the meter?, meter",
    "sugar kaise check kare, meter",
    "is walking good?, exercise",
    "olahraga apa yang baik?, exercise",
    "what fruit can I have?, food",
    "kya khana chahiye, food",
    "boleh makan nasi?, food",
    "when is my next visit?, appointments",
    "I go on a journey what to do, travel",
    "why check my eyes every year?, eyes-and-kidneys",
  })
  void finds(String question, String id) {
    assertThat(LIBRARY.match(question, 1)).map(Entry::id).contains(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "who won the match yesterday?",
        "what is the meaning of life?",
        "foot or eye first?",
        "insulin?",
        "",
        "???",
        "is my doctor married?",
      })
  void findsNothing(String question) {
    assertThat(LIBRARY.match(question, 1)).isEmpty();
  }

  @Test
  void withoutAQuestionMoreMustBeSaid() {
    assertThat(LIBRARY.match("my foot", 2)).isEmpty();
    assertThat(LIBRARY.match("foot care", 2)).map(Entry::id).contains("foot-care");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "how much insulin should I store in my body, how many units?",
        "can I stop insulin when I have fever?",
        "what should a child eat?",
        "pregnant, what food?",
      })
  void whatOnlyAPersonAnswersIsSeenBeforeTheLibrary(String question) {
    assertThat(ForbiddenTopics.forPersonsOnly(question)).isPresent();
  }
}
