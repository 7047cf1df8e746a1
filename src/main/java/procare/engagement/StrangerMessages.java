package procare.engagement;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.conversation.Intent;
import procare.conversation.Understanding;
import procare.event.Event;

/**
 * Answers senders whom nobody knows: proves a number by its code, gives rescue words to anybody in
 * danger, data to nobody.
 */
@Component
class StrangerMessages {
  private static final String VERIFY =
      "update contact_point set verified_at = now(), code = null"
          + " where system = 'phone' and value = :phone and code = :code and verified_at is null returning person_id";

  /**
   * Without a patient there is no country; this number works in India, the EU and on every GSM
   * phone.
   */
  private static final Map<String, String> NUMBER = Map.of("number", "112");

  private final NamedParameterJdbcTemplate jdbc;
  private final Audience audience;
  private final Replies replies;

  StrangerMessages(NamedParameterJdbcTemplate jdbc, Audience audience, Replies replies) {
    this.jdbc = jdbc;
    this.audience = audience;
    this.replies = replies;
  }

  void answer(Event event, String text, Understanding understood) {
    String language =
        text.codePoints().anyMatch(c -> UnicodeScript.of(c) == UnicodeScript.DEVANAGARI)
            ? "hi"
            : "en";
    if (!understood.redFlags().isEmpty()) {
      replies.sendNow(event, null, language, understood.redFlags().get(0).code().textKey(), NUMBER);
    } else if (understood.dangerous()) {
      replies.sendNow(event, null, language, "emergency.red-flag", NUMBER);
    } else if (understood.has(Intent.VERIFY)) {
      verify(event, language, understood.code());
    } else {
      replies.sendToStranger(event, language, "reply.unknown-sender", NUMBER);
    }
  }

  private void verify(Event event, String language, String code) {
    List<UUID> persons =
        jdbc.queryForList(
            VERIFY,
            Map.of("phone", event.data().path("address").asText(""), "code", String.valueOf(code)),
            UUID.class);
    if (persons.isEmpty()) {
      replies.sendToStranger(event, language, "reply.verify-wrong", Map.of());
    } else {
      audience
          .find(persons.get(0))
          .ifPresent(
              reader ->
                  replies.send(event, reader, "reply.verify-ok", Map.of("name", reader.name())));
    }
  }
}
