package procare.engagement;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.conversation.Intent;
import procare.conversation.RedFlag;
import procare.conversation.Understanding;
import procare.engagement.Audience.Reader;
import procare.event.Event;

/**
 * Answers caregivers and doctors: above all their "OK" to an alert. A value they send is never
 * stored as theirs.
 */
@Component
class CareTeamMessages {
  private static final String ALERTED =
      "select exists (select 1 from delivery d join emergency e on e.id = d.emergency_id"
          + " where d.person_id = :person and d.kind = 'ALERT' and e.state <> 'RESOLVED')";

  private final NamedParameterJdbcTemplate jdbc;
  private final Intents intents;
  private final Replies replies;
  private final ConsentAnswers consent;
  private final LanguageAnswers languages;

  CareTeamMessages(
      NamedParameterJdbcTemplate jdbc,
      Intents intents,
      Replies replies,
      ConsentAnswers consent,
      LanguageAnswers languages) {
    this.consent = consent;
    this.languages = languages;
    this.jdbc = jdbc;
    this.intents = intents;
    this.replies = replies;
  }

  void answer(Event event, Reader reader, String text, Understanding understood) {
    Map<String, ?> number = Map.of("number", reader.emergencyNumber());
    if (!understood.redFlags().isEmpty()) {
      RedFlag flag = understood.redFlags().get(0);
      replies.sendNow(event, reader.id(), reader.language(), flag.code().textKey(), number);
      List<UUID> patients = patientsOf(reader.id());
      if (patients.size() == 1) {
        intents.detected(event, "RED_FLAG", flag.code().name(), reader.id(), patients.get(0));
      }
    } else if (understood.has(Intent.ACKNOWLEDGE)
        && !understood.guessed().contains(Intent.ACKNOWLEDGE)) {
      acknowledge(event, reader);
    } else if (consent.answerCareTeam(event, reader, text, understood)
        || languages.answer(event, reader, text, understood, false)) {
      return;
    } else if (!understood.glucose().isEmpty() || understood.has(Intent.OTHER_PERSON)) {
      replies.send(event, reader, "reply.other-person", number);
    } else if (understood.has(Intent.HELP) || understood.has(Intent.GREETING)) {
      replies.send(event, reader, "reply.help", number);
    } else if (text.isBlank()) {
      replies.send(event, reader, "reply.media-received", number);
    } else {
      replies.send(event, reader, "reply.note-kept", Map.of());
    }
  }

  private void acknowledge(Event event, Reader reader) {
    if (Boolean.TRUE.equals(
        jdbc.queryForObject(ALERTED, Map.of("person", reader.id()), Boolean.class))) {
      intents.detected(event, "ACKNOWLEDGE", null, reader.id(), null);
    } else {
      replies.send(event, reader, "ack.nothing-open", Map.of());
    }
  }

  private List<UUID> patientsOf(UUID personId) {
    return jdbc.queryForList(
        "select distinct patient_id from care_link where person_id = :id",
        Map.of("id", personId),
        UUID.class);
  }
}
