package procare.ai;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.delivery.Outcomes;
import procare.event.Event;
import procare.partner.Outcome;

/**
 * Asks a language model to reword one approved text of a message that is not urgent. The approved
 * text is in the row already; whatever happens here, it or a rewording that passed the guard goes
 * out (domain rules §1, LLM contract).
 */
@Component("rewording")
public class Rewording {
  private static final Logger LOG = LoggerFactory.getLogger(Rewording.class);
  private static final int LONGEST = 1_000;

  private final NamedParameterJdbcTemplate jdbc;
  private final Outcomes deliveries;
  private final RewordingGuard guard = new RewordingGuard();
  private final OpenRouterProperties settings;

  public Rewording(
      NamedParameterJdbcTemplate jdbc, Outcomes deliveries, OpenRouterProperties settings) {
    this.jdbc = jdbc;
    this.deliveries = deliveries;
    this.settings = settings;
  }

  /**
   * A text that waits for its rewording.
   *
   * @param body request for the model; holds the text and nothing about the person
   */
  public record Work(UUID deliveryId, String approved, String language, byte[] body) {}

  /**
   * {@code ai.reword.requested}: null when the message has left or cannot be reworded; it is then
   * sent as it is.
   */
  public Work begin(Event event) {
    UUID id = UUID.fromString(event.data().path("deliveryId").asText());
    List<Work> work =
        jdbc.query(
            "select approved_body, language from delivery where id = :id and state = 'pending' and reword = 'WANTED' and not urgent",
            Map.of("id", id),
            (rs, i) -> work(id, rs.getString(1), rs.getString(2)));
    if (work.isEmpty()) {
      return null;
    }
    if (!settings.usable()) {
      deliveries.reworded(id, "UNAVAILABLE", null);
      return null;
    }
    return work.get(0);
  }

  private Work work(UUID id, String approved, String language) {
    byte[] body =
        settings.usable()
            ? RewordingRequest.body(
                settings.models(),
                approved,
                language,
                "d_" + UUID.nameUUIDFromBytes(id.toString().getBytes(StandardCharsets.UTF_8)))
            : new byte[0];
    return new Work(id, approved, language, body);
  }

  /** Lets the guard judge what the model said, and sends the message on either way. */
  public void end(Work work, Outcome outcome) {
    if (outcome.kind() != Outcome.Kind.ACCEPTED) {
      deliveries.reworded(work.deliveryId(), "UNAVAILABLE", null);
      return;
    }
    RewordingGuard.Verdict verdict =
        guard.check(work.approved(), outcome.text(), work.language(), LONGEST);
    if (!verdict.accepted()) {
      LOG.warn(
          "A rewording by {} was refused ({}); the approved text goes",
          outcome.partnerId(),
          verdict.reason());
    }
    deliveries.reworded(
        work.deliveryId(),
        verdict.accepted() ? "ACCEPTED" : "REFUSED",
        verdict.accepted() ? outcome.text() : null);
  }
}
