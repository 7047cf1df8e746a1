package procare.engagement;

import static procare.Times.at;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;
import procare.ai.ProposalProperties;
import procare.ai.Proposals;
import procare.consent.Category;
import procare.consent.Consents;
import procare.conversation.MessageBook;
import procare.education.Entry;
import procare.education.Library;
import procare.education.Questions;
import procare.education.Questions.Reason;
import procare.engagement.Audience.Reader;
import procare.event.Event;
import procare.event.Outbox;

/**
 * Answers what the library found: the approved text with its source; else a language model may
 * place the message, if it may see it at all; else a person answers.
 */
@Component("questionReplies")
public class QuestionReplies {
  private static final String OPEN =
      "select exists (select 1 from emergency where patient_id = :patient and state <> 'RESOLVED')";

  private final NamedParameterJdbcTemplate jdbc;
  private final Audience audience;
  private final Library library;
  private final Questions questions;
  private final Proposals proposals;
  private final ProposalProperties settings;
  private final Consents consents;
  private final ConversationTurns turns;
  private final Replies replies;
  private final Outbox outbox;
  private final Clock clock;
  private final String request = Sql.of("conversation/request-proposal");

  QuestionReplies(
      NamedParameterJdbcTemplate jdbc,
      Audience audience,
      Library library,
      Questions questions,
      Proposals proposals,
      ProposalProperties settings,
      Consents consents,
      ConversationTurns turns,
      Replies replies,
      Outbox outbox,
      Clock clock,
      MessageBook book) {
    this.jdbc = jdbc;
    this.audience = audience;
    this.library = library;
    this.questions = questions;
    this.proposals = proposals;
    this.settings = settings;
    this.consents = consents;
    this.turns = turns;
    this.replies = replies;
    this.outbox = outbox;
    this.clock = clock;
    book.require("library.answer", "text", "source");
    book.require("question.handed-over", "number");
  }

  /** {@code education.question.matched}. */
  public void matched(Event event) {
    UUID personId = UUID.fromString(event.data().path("personId").asText());
    Reader reader = audience.find(personId).orElseThrow();
    String text = event.data().path("text").asText();
    String topic = event.data().path("topic").asText(null);
    boolean question = event.data().path("question").asBoolean();
    Optional<Entry> entry = library.find(event.data().path("entryId").asText(""));
    if (topic != null) {
      handOver(event, reader, text, Reason.FORBIDDEN_TOPIC, topic);
    } else if (entry.isPresent()) {
      tell(event, reader, entry.get());
    } else if (mayAskModel(reader, text)) {
      askModel(event, reader, text, question);
    } else if (question) {
      handOver(event, reader, text, Reason.NO_CONTENT, null);
    } else {
      replies.send(event, reader, "reply.unknown", number(reader));
    }
  }

  /** The approved text, word for word, with its source. */
  void tell(Event event, Reader reader, Entry entry) {
    replies.send(
        event,
        reader,
        "library.answer",
        Map.of("text", entry.text(reader.language()), "source", entry.source()));
  }

  void handOver(Event event, Reader reader, String text, Reason reason, String topic) {
    questions.handOver(event, reader.id(), text, reader.language(), reason, topic);
    replies.send(event, reader, "question.handed-over", number(reader));
  }

  private boolean mayAskModel(Reader reader, String text) {
    return proposals.mayRead(text)
        && consents.holds(reader.id(), Category.AI_READING)
        && !Boolean.TRUE.equals(
            jdbc.queryForObject(OPEN, Map.of("patient", reader.id()), Boolean.class));
  }

  /** The answer without a model is in its row before the model is asked. */
  private void askModel(Event event, Reader reader, String text, boolean question) {
    Instant now = clock.instant();
    UUID messageId = UUID.fromString(event.data().path("messageId").asText());
    if (question) {
      questions.handOver(event, reader.id(), text, reader.language(), Reason.NO_CONTENT, null);
    }
    String fallback =
        replies.sendLater(
            event,
            reader,
            question ? "question.handed-over" : "reply.unknown",
            number(reader),
            now.plus(settings.patience()));
    jdbc.update(
        request,
        new MapSqlParameterSource()
            .addValue("id", messageId)
            .addValue("person", reader.id())
            .addValue("text", turns.withoutIdentifiers(reader.id(), text))
            .addValue("fallback", fallback)
            .addValue("correlationId", event.correlationId())
            .addValue("now", at(now)));
    outbox.append(
        event
            .next(
                "ai.proposal.requested",
                now,
                "engagement-engine",
                messageId,
                reader.id(),
                Map.of("messageId", messageId))
            .asOrdinary());
  }

  private static Map<String, ?> number(Reader reader) {
    return Map.of("number", reader.emergencyNumber());
  }
}
