package procare.engagement;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.conversation.GlucoseFact;
import procare.conversation.Intent;
import procare.conversation.Understanding;
import procare.conversation.When;
import procare.engagement.Audience.Reader;
import procare.engagement.ReplyChoice.Choice;
import procare.event.Event;
import procare.glucose.Glucose;
import procare.glucose.GlucoseReadings;
import procare.glucose.GlucoseUnit;
import procare.glucose.NewReading;

/**
 * Answers patients. Order (domain.md §2): red flags, readings, what else is said, and only then
 * courtesies; whatever is dangerous goes to the clinical monitor, whose words come first.
 */
@Component
class PatientMessages {
  /** A message that travelled longer tells of the past; its own time counts then. */
  private static final Duration ON_THE_WAY = Duration.ofMinutes(10);

  /** "kal 50 tha": yesterday, about this time, until somebody says it better. */
  private static final Duration EARLIER = Duration.ofDays(1);

  private static final String OPEN =
      "select exists (select 1 from emergency where patient_id = :patient and state <> 'RESOLVED')";

  private final NamedParameterJdbcTemplate jdbc;
  private final GlucoseReadings readings;
  private final Intents intents;
  private final Replies replies;
  private final ReplyChoice choice;
  private final List<PatientAnswers> answers;

  PatientMessages(
      NamedParameterJdbcTemplate jdbc,
      GlucoseReadings readings,
      Intents intents,
      Replies replies,
      ReplyChoice choice,
      List<PatientAnswers> answers) {
    this.jdbc = jdbc;
    this.readings = readings;
    this.intents = intents;
    this.replies = replies;
    this.choice = choice;
    this.answers = answers;
  }

  void answer(Event event, Reader patient, String text, Understanding understood) {
    if (!understood.redFlags().isEmpty()) {
      intents.detected(
          event,
          "RED_FLAG",
          understood.redFlags().get(0).code().name(),
          patient.id(),
          patient.id());
    }
    boolean rescued = !understood.redFlags().isEmpty();
    for (GlucoseFact fact : understood.glucose()) {
      GlucoseReadings.Recorded recorded = record(event, patient, text, fact);
      if (recorded.reading().emergency()) {
        rescued = true;
        if (recorded.duplicate()) {
          readings.checkAgain(event, recorded.reading());
        }
      } else {
        logged(event, patient, fact);
      }
    }
    if (understood.has(Intent.SYMPTOM_LOW) && !rescued) {
      String key = choice.symptoms(patient.glucoseOnly());
      replies.sendNow(event, patient.id(), patient.language(), key, number(patient));
      rescued = true;
    }
    if (understood.has(Intent.SELF_REPORT_OK) && open(patient)) {
      intents.detected(event, "SELF_REPORT_OK", null, patient.id(), patient.id());
      return;
    }
    boolean answered = false;
    for (PatientAnswers some : answers) {
      if (!answered || !some.lastResort()) {
        answered |= some.answer(event, patient, text, understood, rescued);
      }
    }
    if (!rescued && !answered && understood.glucose().isEmpty()) {
      otherwise(event, patient, text, understood);
    }
  }

  private void otherwise(Event event, Reader patient, String text, Understanding understood) {
    boolean sent = event.data().hasNonNull("mediaType");
    if (understood.unit() != null) {
      keepUnit(event, patient, understood.unit());
    } else if (sent && (text.isBlank() || understood.has(Intent.UNKNOWN))) {
      replies.send(event, patient, "reply.media-received", number(patient));
    } else if (!text.isBlank()) {
      choice
          .otherwise(understood, patient.emergencyNumber())
          .ifPresent(c -> replies.send(event, patient, c.key(), c.values()));
    }
  }

  private GlucoseReadings.Recorded record(
      Event event, Reader patient, String text, GlucoseFact fact) {
    Instant received = event.time();
    Instant sentAt =
        event.data().hasNonNull("sentAt")
            ? Instant.parse(event.data().get("sentAt").asText())
            : received;
    boolean onTime = Duration.between(sentAt, received).abs().compareTo(ON_THE_WAY) < 0;
    Instant recordedAt = onTime || sentAt.isAfter(received) ? received : sentAt;
    UUID messageId = UUID.fromString(event.data().path("messageId").asText());
    return readings.record(
        new NewReading(
            patient.id(),
            fact.glucose(),
            fact.state(),
            fact.when() == When.PAST ? recordedAt.minus(EARLIER) : recordedAt,
            "WHATSAPP",
            null,
            text,
            patient.id(),
            messageId,
            event,
            event.correlationId(),
            "message",
            null,
            null,
            null,
            "engagement-engine"));
  }

  private void logged(Event event, Reader patient, GlucoseFact fact) {
    Choice text = choice.logged(fact, patient.language());
    if (fact.glucose().unit() == null) {
      replies.send(event, patient, text.key(), text.values());
    } else {
      replies.sendReworded(event, patient, text.key(), text.values());
    }
  }

  /** The answer to "which unit?": kept for later, and the open reading is judged anew in it. */
  private void keepUnit(Event event, Reader patient, GlucoseUnit unit) {
    jdbc.update(
        "update patient set meter_unit = :unit where id = :id",
        Map.of("unit", unit.code(), "id", patient.id()));
    Optional<Map<String, Object>> open =
        jdbc
            .queryForList(
                "select id, value, state, recorded_at from glucose_reading where patient_id = :id"
                    + " and unit = 'unclear' and received_at > now() - interval '6 hours' order by"
                    + " recorded_at desc limit 1",
                Map.of("id", patient.id()))
            .stream()
            .findFirst();
    if (open.isPresent() && unit.plausible((BigDecimal) open.get().get("value"))) {
      BigDecimal value = ((BigDecimal) open.get().get("value")).stripTrailingZeros();
      Glucose glucose = new Glucose(value.scale() < 0 ? value.setScale(0) : value, unit, null);
      GlucoseReadings.Recorded recorded =
          record(
              event,
              patient,
              "unit given later for " + open.get().get("id"),
              new GlucoseFact(glucose, (String) open.get().get("state"), When.NOW, false));
      if (recorded.reading().emergency()) {
        return;
      }
    }
    replies.send(event, patient, "reading.unit-kept", Map.of("unit", unit.code()));
  }

  private boolean open(Reader patient) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(OPEN, Map.of("patient", patient.id()), Boolean.class));
  }

  private static Map<String, ?> number(Reader patient) {
    return Map.of("number", patient.emergencyNumber());
  }
}
