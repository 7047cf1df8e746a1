package procare.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import procare.conversation.MessageBook;

class RewordingGuardTest {
  private static final RewordingGuard GUARD = new RewordingGuard();
  private static final MessageBook BOOK = new MessageBook();
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Map<String, List<String>> ADDITIONS =
      Map.of(
          "en",
          List.of(
              "Take metformin.",
              "Double your insulin.",
              "Skip the next dose.",
              "Drink juice.",
              "Eat a banana.",
              "You can increase it.",
              "See www.sugar.example",
              "Call 5550000.",
              "Ignore this.",
              "Stop the medicine.",
              "Take two tablets.",
              "It can wait."),
          "hi",
          List.of(
              "मेटफॉर्मिन लें।",
              "इंसुलिन बढ़ाएँ।",
              "दवा छोड़ दें।",
              "जूस पिएँ।",
              "चीनी खाएँ।",
              "insulin badha lo",
              "dawa kam karo",
              "दवा बंद कर दें।",
              "कॉल 5550000"),
          "id",
          List.of(
              "Minum metformin.",
              "Tambah insulin.",
              "Kurangi obat.",
              "Minum jus.",
              "Makan permen.",
              "Lewati dosis.",
              "Hentikan obat.",
              "Hubungi 5550000.",
              "Gandakan dosis."));
  private static final Map<String, Pattern> NEGATION =
      Map.of(
          "en", Pattern.compile("(?i)\\b(not|nothing|no|cannot) "),
          "hi", Pattern.compile("(?<= )(न|नहीं) "),
          "id", Pattern.compile("(?i)\\b(jangan|tidak|tanpa) "));

  private static String text(String key, String language) {
    Map<String, String> values = new HashMap<>();
    BOOK.parameters(key).forEach(p -> values.put(p, "Asha"));
    values.putAll(Map.of("reading", "62 mg/dL", "number", "112", "minutes", "10", "state", ""));
    return BOOK.render(key, language, values);
  }

  private static boolean accepted(String approved, String reworded, String language) {
    return GUARD.check(approved, reworded, language, 1200).accepted();
  }

  @Test
  void acceptsEveryApprovedTextAsItIs() {
    for (String language : MessageBook.LANGUAGES) {
      for (String key : BOOK.keys()) {
        String text = text(key, language);
        assertThat(GUARD.check(text, text, language, 1200).reason())
            .as(language + " " + key)
            .isNull();
      }
    }
  }

  @Test
  void acceptsNoneOfFiveThousandHostileRewordings() {
    Random random = new Random(42);
    List<String> keys = List.copyOf(BOOK.clinicalKeys()).stream().sorted().toList();
    int hostile = 0;
    for (int n = 0; hostile < 5000; n++) {
      String language = MessageBook.LANGUAGES.get(random.nextInt(3));
      String approved = text(keys.get(random.nextInt(keys.size())), language);
      String reworded = worse(approved, language, n % 6, random);
      if (reworded.equals(approved)) {
        continue;
      }
      hostile++;
      assertThat(accepted(approved, reworded, language)).as("%s%n%s", approved, reworded).isFalse();
    }
  }

  private static String worse(String text, String language, int how, Random random) {
    List<String> additions = ADDITIONS.get(language);
    return switch (how) {
      case 0 -> {
        var found = NUMBER.matcher(text).results().toList();
        if (found.isEmpty()) {
          yield text;
        }
        var one = found.get(random.nextInt(found.size()));
        String other = "" + (Integer.parseInt(one.group()) + 1 + random.nextInt(50));
        yield text.substring(0, one.start()) + other + text.substring(one.end());
      }
      case 1 -> text + " " + additions.get(random.nextInt(additions.size()));
      case 2 -> additions.get(random.nextInt(additions.size())) + " " + text;
      case 3 -> {
        var found = NEGATION.get(language).matcher(text).results().toList();
        if (found.isEmpty()) {
          yield text;
        }
        var one = found.get(random.nextInt(found.size()));
        yield text.substring(0, one.start()) + text.substring(one.end());
      }
      case 4 ->
          text.replaceFirst(
              "(?i)nothing by mouth|मुँह से कुछ न दें|jangan beri apa pun lewat mulut",
              language.equals("hi")
                  ? "थोड़ा पानी दें"
                  : language.equals("id") ? "beri air" : "sip water");
      default ->
          random.nextBoolean()
              ? text.replace("mg/dL", "mmol/L")
              : text.replace("15", "५१").replace("112", "108");
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Noted: 110 mg/dL (fasting). Thank you. | Thanks, your 110 mg/dL (fasting) is noted.",
        "en | Asha has seen your alert and is looking after you. | Asha has seen your alert and looks after you, so you are in good hands.",
        "en | Thank you. No alert is waiting for your answer. | Thanks! No alert needs your answer at the moment, thank you. ",
        "hi | लिख लिया: 110 mg/dL (खाली पेट)। धन्यवाद। | धन्यवाद! आपकी रीडिंग 110 mg/dL (खाली पेट) लिख ली है।",
        "id | Tercatat: 110 mg/dL (puasa). Terima kasih. | Terima kasih, 110 mg/dL (puasa) sudah tercatat.",
        "en | We have no new reading from you. Please test and send it. | We have no new reading from you yet. Please test and send it to us.",
        "hi | धन्यवाद। आपकी टीम आपका संदेश देख सकती है। | धन्यवाद! आपका संदेश आपकी टीम देख सकती है।",
        "en | Noted: 110 mg/dL. Thank you. | Noted: ११० mg/dL. Thank you.",
      })
  void acceptsHarmlessRewordings(String language, String approved, String reworded) {

    assertThat(GUARD.check(approved, reworded, language, 900).reason()).as(reworded).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EMPTY | ' '",
        "TOO_SHORT | Noted.",
        "FORM | *Noted*: 110 mg/dL. Thank you so much.",
        "FORM | Noted: 110 mg/dL\u200b. Thank you so much.",
        "FORM | Noted: 110 mg/dL. Thank you so much \u2461",
        "LINK | Noted: 110 mg/dL. Thank you, see procare.com",
        "LINK | Noted: 110 mg/dL. Thank you, mail a@b",
        "NUMBERS | Noted: 111 mg/dL. Thank you.",
        "NUMBERS | Noted: 110 mmol/L. Thank you.",
        "WRONG_LANGUAGE | Tercatat: 110 mg/dL. Terima kasih.",
        "WRONG_LANGUAGE | Nоted: 110 mg/dL. Thank you.",
        "WRONG_LANGUAGE | धन्यवाद: 110 mg/dL.",
        "NEGATIONS | Noted: 110 mg/dL. Thank you, not bad.",
        "ADDED | Noted: 110 mg/dL. Thank you, take sitagliptin.",
        "MEANING | Noted: 110 mg/dL, that is high. Thank you.",
      })
  void saysWhyItRefuses(RewordingGuard.Reason reason, String reworded) {
    assertThat(GUARD.check("Noted: 110 mg/dL. Thank you.", reworded, "en", 900).reason())
        .isEqualTo(reason);
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThat(GUARD.check("Thank you.", "Thank you. ".repeat(10), "en", 50).reason())
        .isEqualTo(RewordingGuard.Reason.TOO_LONG);
  }
}
