package procare.sms;

import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import procare.conversation.MessageBook;
import procare.delivery.Attempt;
import procare.delivery.SmsFallback;

/**
 * What a message says when it goes by SMS: only ever a registered template with values of the
 * approved text in its slots, so nothing that a language model wrote can get there.
 */
@Component
public class SmsTexts implements SmsFallback {
  private static final String PHONE = "[1-9]\\d{6,14}";
  private final SmsRegister register;
  private final MessageBook book;
  private final SmsProperties settings;

  public SmsTexts(SmsRegister register, MessageBook book, SmsProperties settings) {
    this.register = register;
    this.book = book;
    this.settings = settings;
  }

  /**
   * @param templateId of the registered template that the text is
   */
  record Sms(String templateId, String text) {}

  @Override
  public boolean possible(Attempt attempt) {
    return of(attempt).isPresent();
  }

  /** Empty when no registered template fits to the byte. */
  Optional<Sms> of(Attempt attempt) {
    if (!settings.enabled() || attempt.address() == null || !attempt.address().matches(PHONE)) {
      return Optional.empty();
    }
    String key = register.standIn(attempt.template()).orElse(null);
    Optional<Map<String, String>> values =
        book.values(attempt.template(), attempt.language(), attempt.approvedBody());
    if (key == null || values.isEmpty()) {
      return Optional.empty();
    }
    String text = book.render(key, attempt.language(), values.get());
    return register
        .find(key, MessageBook.supported(attempt.language()))
        .filter(template -> template.matches(text))
        .map(template -> new Sms(template.id(), text));
  }
}
