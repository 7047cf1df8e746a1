package procare.ai;

import static procare.Times.at;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Json;
import procare.Sql;
import procare.education.Library;
import procare.event.Event;
import procare.event.Outbox;
import procare.partner.Outcome;

/**
 * Asks a cheap language model what a message says that the rules could not place. The patient's
 * standard answer waits in its row meanwhile and goes by itself when nothing useful comes back.
 */
@Component("proposals")
public class Proposals {
  private static final Logger LOG = LoggerFactory.getLogger(Proposals.class);
  private static final int LONGEST = 500;

  private final NamedParameterJdbcTemplate jdbc;
  private final Outbox outbox;
  private final Library library;
  private final OpenRouterProperties openRouter;
  private final ProposalProperties settings;
  private final Clock clock;
  private final String turns = Sql.of("conversation/turns");
  private final String done = Sql.of("conversation/proposal-done");

  public Proposals(
      NamedParameterJdbcTemplate jdbc,
      Outbox outbox,
      Library library,
      OpenRouterProperties openRouter,
      ProposalProperties settings,
      Clock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.library = library;
    this.openRouter = openRouter;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * A message that waits for its proposal.
   *
   * @param body request for the model; holds nothing about the person
   */
  public record Work(Event event, UUID messageId, String text, byte[] body) {}

  private record Row(UUID personId, String text, String language) {}

  /** Whether a model may be asked about this text at all; consent is another question. */
  public boolean mayRead(String text) {
    return usable() && text.length() <= LONGEST && ForbiddenTopics.forModels(text).isEmpty();
  }

  private boolean usable() {
    return openRouter.usable() && !settings.models().isEmpty();
  }

  /** {@code ai.proposal.requested}: null when it was done before or cannot be done. */
  @Transactional
  public Work begin(Event event) {
    UUID id = UUID.fromString(event.data().path("messageId").asText());
    List<Row> rows =
        jdbc.query(
            "select a.person_id, a.text, p.language from ai_proposal a join person p on p.id = a.person_id"
                + " where a.message_id = :id and a.state = 'REQUESTED'",
            Map.of("id", id),
            (rs, i) -> new Row(rs.getObject(1, UUID.class), rs.getString(2), rs.getString(3)));
    if (rows.isEmpty()) {
      return null;
    }
    Row row = rows.get(0);
    if (!mayRead(row.text())) {
      finish(new Work(event, id, row.text(), null), "UNAVAILABLE", "not for a model", null, null);
      return null;
    }
    byte[] body =
        ProposalRequest.body(
            settings.models(),
            row.text(),
            row.language(),
            before(row.personId(), id),
            library.ids(),
            "m_" + UUID.nameUUIDFromBytes(id.toString().getBytes(StandardCharsets.UTF_8)));
    return new Work(event, id, row.text(), body);
  }

  private List<ProposalRequest.Turn> before(UUID personId, UUID messageId) {
    List<ProposalRequest.Turn> found =
        new java.util.ArrayList<>(
            jdbc.query(
                turns,
                new MapSqlParameterSource()
                    .addValue("person", personId)
                    .addValue("message", messageId)
                    .addValue("since", at(clock.instant().minus(settings.within())))
                    .addValue("most", settings.turns()),
                (rs, i) -> new ProposalRequest.Turn(rs.getString(1), rs.getString(2))));
    Collections.reverse(found);
    return found.stream().filter(t -> ForbiddenTopics.forModels(t.text()).isEmpty()).toList();
  }

  /** Judges what the model said and tells the engagement engine. */
  @Transactional
  public void end(Work work, Outcome outcome) {
    if (outcome.kind() != Outcome.Kind.ACCEPTED) {
      finish(work, "UNAVAILABLE", outcome.reason(), null, null);
      return;
    }
    try {
      Proposal proposal = Proposal.read(outcome.text(), work.text(), library.ids());
      finish(work, "USED", null, outcome.partnerId(), proposal);
    } catch (Proposal.Refused refused) {
      LOG.warn("A proposal by {} was refused: {}", outcome.partnerId(), refused.getMessage());
      finish(work, "REFUSED", refused.getMessage(), outcome.partnerId(), null);
    }
  }

  private void finish(Work work, String state, String reason, String model, Proposal proposal) {
    int changed =
        jdbc.update(
            done,
            new MapSqlParameterSource()
                .addValue("id", work.messageId())
                .addValue("state", state)
                .addValue("reason", reason)
                .addValue("model", model)
                .addValue("proposal", proposal == null ? null : Json.write(proposal))
                .addValue("now", at(clock.instant())));
    if (changed == 0) {
      return;
    }
    Map<String, Object> data = new HashMap<>();
    data.put("messageId", work.messageId());
    data.put("verdict", state);
    data.put("proposal", proposal);
    outbox.append(
        work.event()
            .next(
                "ai.proposal.made",
                clock.instant(),
                "ai",
                work.messageId(),
                work.event().patientId(),
                data));
  }
}
