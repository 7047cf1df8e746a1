package procare.engagement;

import static procare.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.ai.Proposal;
import procare.conversation.MessageBook;
import procare.education.Library;
import procare.education.Questions;
import procare.education.Questions.Reason;
import procare.engagement.Audience.Reader;
import procare.engagement.PendingQuestions.Kind;
import procare.event.Event;
import procare.glucose.Glucose;
import procare.glucose.GlucoseRules;
import procare.glucose.GlucoseUnit;

/**
 * Acts on a model's proposal, as far as one may: a value is read back and stored only after a yes;
 * one that may be low brings the safety text at once; a topic gets its approved text. Everything
 * else, and silence, ends with the standard answer.
 */
@Component("proposalReplies")
public class ProposalReplies {
  /** The second condition is the index's own: without it each look-up would read every message. */
  private static final String FALLBACK =
      " and dedupe_key = (select fallback from ai_proposal where message_id = :id)"
          + " and dedupe_key <> 'reminder:' || delivery.id::text";

  private static final Duration TO_CONFIRM = Duration.ofHours(2);
  private static final BigDecimal LOW_MG = BigDecimal.valueOf(70);

  private final NamedParameterJdbcTemplate jdbc;
  private final Audience audience;
  private final Library library;
  private final Questions questions;
  private final QuestionReplies questionReplies;
  private final PendingQuestions pending;
  private final Replies replies;
  private final MessageBook book;
  private final Clock clock;

  ProposalReplies(
      NamedParameterJdbcTemplate jdbc,
      Audience audience,
      Library library,
      Questions questions,
      QuestionReplies questionReplies,
      PendingQuestions pending,
      Replies replies,
      MessageBook book,
      Clock clock) {
    this.jdbc = jdbc;
    this.audience = audience;
    this.library = library;
    this.questions = questions;
    this.questionReplies = questionReplies;
    this.pending = pending;
    this.replies = replies;
    this.book = book;
    this.clock = clock;
    book.require("proposal.echo", "reading", "state", "number");
    List.of("proposal.dropped", "proposal.medication").forEach(key -> book.require(key));
  }

  /** {@code ai.proposal.made}. */
  public void made(Event event) {
    UUID messageId = UUID.fromString(event.data().path("messageId").asText());
    if (!"USED".equals(event.data().path("verdict").asText())) {
      hurry(messageId);
      return;
    }
    JsonNode proposal = event.data().path("proposal");
    Proposal.Intent intent = Proposal.Intent.valueOf(proposal.path("intent").asText());
    if (intent == Proposal.Intent.NOTHING || intent == Proposal.Intent.PERSON) {
      if (intent == Proposal.Intent.PERSON) {
        keepForPerson(event, messageId);
      }
      hurry(messageId);
      return;
    }
    if (!takePlaceOfStandardAnswer(messageId)) {
      return;
    }
    Event message = message(event, messageId);
    Reader reader = audience.find(event.patientId()).orElseThrow();
    switch (intent) {
      case GLUCOSE -> echo(message, reader, proposal);
      case LOW_FEELING -> safetyText(message, reader);
      case MEDICATION -> replies.send(message, reader, "proposal.medication", Map.of());
      case EDUCATION -> {
        String topic = proposal.path("topic").asText();
        questionReplies.tell(message, reader, library.find(topic).orElseThrow());
        questions.answeredByLibrary(messageId, topic);
      }
      default ->
          replies.send(message, reader, "reply.help", Map.of("number", reader.emergencyNumber()));
    }
  }

  private void echo(Event message, Reader reader, JsonNode proposal) {
    GlucoseUnit written = GlucoseUnit.find(proposal.path("unit").asText(null)).orElse(null);
    Glucose glucose =
        GlucoseRules.withMeter(
            new Glucose(proposal.get("value").decimalValue(), written, null),
            GlucoseUnit.find(reader.meterUnit()).orElse(null));
    if (maybeLow(glucose)) {
      safetyText(message, reader);
    }
    if (GlucoseRules.severity(glucose).emergency()) {
      keepForPerson(message, UUID.fromString(message.data().path("messageId").asText()));
    }
    String state = proposal.path("state").asText(null);
    replies.send(
        message,
        reader,
        "proposal.echo",
        Map.of(
            "reading",
            MessageBook.reading(glucose),
            "state",
            state == null
                ? ""
                : book.render(
                    "reading.state." + state.toLowerCase(Locale.ROOT).replace('_', '-'),
                    reader.language(),
                    Map.of()),
            "number",
            reader.emergencyNumber()));
    Map<String, Object> payload = new HashMap<>();
    payload.put("value", glucose.value());
    payload.put("unit", glucose.unit() == null ? null : glucose.unit().code());
    payload.put("state", state);
    payload.put("messageId", message.data().path("messageId").asText());
    payload.put("writtenAt", message.data().path("writtenAt").asText());
    pending.ask(PendingQuestions.person(reader.id()), Kind.CONFIRM_VALUE, payload, TO_CONFIRM);
  }

  /** Without a unit a number may be the lower of the two that it can mean. */
  private static boolean maybeLow(Glucose glucose) {
    return glucose.unit() == null
        ? glucose.value().compareTo(LOW_MG) < 0
        : switch (GlucoseRules.severity(glucose)) {
          case LEVEL_1, LEVEL_2, UNCLEAR -> true;
          default -> false;
        };
  }

  private void safetyText(Event message, Reader reader) {
    String key = book.variant("emergency.low.symptoms", reader.glucoseOnly());
    replies.sendNow(
        message, reader.id(), reader.language(), key, Map.of("number", reader.emergencyNumber()));
  }

  private void keepForPerson(Event event, UUID messageId) {
    Reader reader = audience.find(event.patientId()).orElseThrow();
    questions.handOver(
        message(event, messageId),
        reader.id(),
        text(messageId),
        reader.language(),
        Reason.NO_CONTENT,
        null);
  }

  /** The standard answer need not wait any longer. */
  private void hurry(UUID messageId) {
    jdbc.update(
        "update delivery set next_attempt_at = :now where state = 'pending' and next_attempt_at > :now"
            + FALLBACK,
        Map.of("id", messageId, "now", at(clock.instant())));
  }

  /** False when the standard answer has left; nobody is answered twice. */
  private boolean takePlaceOfStandardAnswer(UUID messageId) {
    boolean inTime =
        jdbc.update(
                "update delivery set state = 'suppressed', reason = 'answered otherwise', lease_until = null"
                    + " where state = 'pending'"
                    + FALLBACK,
                Map.of("id", messageId))
            == 1;
    if (!inTime) {
      jdbc.update(
          "update ai_proposal set state = 'TOO_LATE' where message_id = :id",
          Map.of("id", messageId));
    }
    return inTime;
  }

  /** The message again, as answers need it: where it came from and when it was written. */
  private Event message(Event event, UUID messageId) {
    Map<String, Object> data = new HashMap<>();
    jdbc.query(
        "select sender, received_at from inbound_message where id = :id",
        Map.of("id", messageId),
        rs -> {
          data.put("address", rs.getString("sender"));
          data.put("writtenAt", rs.getTimestamp("received_at").toInstant().toString());
        });
    data.put("messageId", messageId);
    return new Event(
        event.id(),
        event.source(),
        event.type(),
        event.time(),
        event.subject(),
        event.patientId(),
        event.correlationId(),
        event.causationId(),
        event.causedBy(),
        false,
        procare.Json.tree(data));
  }

  private String text(UUID messageId) {
    return jdbc
        .queryForList(
            "select coalesce(text, '') from inbound_message where id = :id",
            Map.of("id", messageId),
            String.class)
        .stream()
        .findFirst()
        .orElse("");
  }
}
