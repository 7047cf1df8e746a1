package procare.whatsapp.cloudapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.DefaultResourceLoader;
import procare.conversation.MessageBook;

class TemplateRegisterTest {
  private final MessageBook book = new MessageBook();

  private TemplateRegister register(String file) {
    return new TemplateRegister(book, file, new DefaultResourceLoader());
  }

  @Test
  void everySafetyTextHasATemplateInEveryLanguage() {
    TemplateRegister register = register("classpath:messages/templates.yaml");
    assertThat(book.keys())
        .filteredOn(
            key ->
                book.clinicalKeys().contains(key)
                        && key.matches("(emergency|followup|caregiver|doctor)\\..*")
                    || key.matches("reminder\\..*|dose\\..*\\.caregiver"))
        .isNotEmpty()
        .allSatisfy(
            key ->
                assertThat(MessageBook.LANGUAGES)
                    .allSatisfy(l -> assertThat(register.approved(key, l)).isPresent()));
  }

  /** A title of Meta's template is fixed there; the twin shows it by the same key. */
  @Test
  void quickRepliesAreThoseOfTheMessageItself() {
    assertThat(
            register("classpath:messages/templates.yaml")
                .entries()
                .get("reminder.medication")
                .quickReplies())
        .containsExactly("dose.taken", "dose.not-taken", "dose.later");
  }

  @Test
  void refusesWhatDoesNotFitTheBook() {
    assertThatThrownBy(() -> register("classpath:registers/templates-broken.yaml"))
        .hasMessageContaining("emergency.low.level1 must name each of")
        .hasMessageContaining("no text no.such.text")
        .hasMessageContaining("needs a name")
        .hasMessageContaining("no.such without a text button.no.such");
    assertThatThrownBy(() -> register("classpath:registers/nowhere.yaml"))
        .hasMessageContaining("procare.whatsapp.templates.file");
  }

  /** A template needs its values one by one; all of them are read back from the rendered text. */
  @Test
  void everyTextGivesItsValuesBack() {
    for (String language : MessageBook.LANGUAGES) {
      for (String key : register("classpath:messages/templates.yaml").entries().keySet()) {
        Map<String, String> values = new HashMap<>();
        book.parameters(key).forEach(name -> values.put(name, "<" + name + " 7>"));
        String text = book.render(key, language, values);
        assertThat(book.values(key, language, text)).as(key).contains(values);
        assertThat(book.values(key, language, text + " And more.")).as(key).isPresent();
        assertThat(book.values(key, language, "Something else.")).as(key).isEmpty();
      }
    }
  }
}
