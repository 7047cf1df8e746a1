package procare.engagement;

import java.util.Map;
import org.springframework.stereotype.Component;
import procare.engagement.Audience.Reader;
import procare.event.Event;
import procare.security.PhoneCodes;

/**
 * {@code VERIFY <code>} from any number, known or not: a number may become that of a second person
 * too. A code that was tried too often or is too old proves nothing.
 */
@Component
class NumberProofs {
  private final PhoneCodes codes;
  private final Audience audience;
  private final Replies replies;

  NumberProofs(PhoneCodes codes, Audience audience, Replies replies) {
    this.codes = codes;
    this.audience = audience;
    this.replies = replies;
  }

  void answer(Event event, String language, String code) {
    PhoneCodes.Tried tried =
        codes.tryCode(event.data().path("address").asText(""), String.valueOf(code));
    if (tried.personId() != null) {
      Reader reader = audience.find(tried.personId()).orElseThrow();
      replies.send(event, reader, "reply.verify-ok", Map.of("name", reader.name()));
    } else {
      replies.sendToStranger(
          event, language, tried.usedUp() ? "verify.expired" : "reply.verify-wrong", Map.of());
    }
  }
}
