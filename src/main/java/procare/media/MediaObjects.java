package procare.media;

import static procare.Times.at;

import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Ids;
import procare.Sql;
import procare.event.Event;
import procare.event.Outbox;
import procare.whatsapp.Incoming;
import procare.whatsapp.MediaReference;

/**
 * Photos, voice notes and files as rows with a state: {@code WANTED → STORED}, or {@code FAILED |
 * REFUSED}. Tries are times in the row; no thread sleeps.
 */
@Component("mediaObjects")
public class MediaObjects {
  /** The bus and one try may take this long before the clock asks again. */
  static final Duration LEASE = Duration.ofMinutes(2);

  private static final String FETCH = "media.fetch.requested";
  private static final int TURN = 100;

  private final NamedParameterJdbcTemplate jdbc;
  private final Outbox outbox;
  private final Clock clock;
  private final String want = Sql.of("media/want");
  private final String due = Sql.of("media/due");

  public MediaObjects(NamedParameterJdbcTemplate jdbc, Outbox outbox, Clock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * Notes in the caller's transaction that a message has bytes to be fetched.
   *
   * @return id of the row; null when the message has none
   */
  public UUID wanted(
      UUID messageId,
      UUID patientId,
      String gateway,
      String instance,
      String correlationId,
      Incoming incoming) {
    MediaReference media = incoming.content().media();
    if (media == null) {
      return null;
    }
    UUID id = Ids.next();
    Instant now = clock.instant();
    jdbc.update(
        want,
        new MapSqlParameterSource()
            .addValue("id", id)
            .addValue("messageId", messageId)
            .addValue("patientId", patientId)
            .addValue("gateway", gateway)
            .addValue("instance", instance)
            .addValue("providerMessageId", storable(incoming.providerMessageId()))
            .addValue("sender", storable(incoming.address()))
            .addValue("source", media.source().name())
            .addValue("locator", storable(media.locator()))
            .addValue("kind", incoming.content().mediaType())
            .addValue("declaredType", storable(media.mimeType()))
            .addValue("declaredSize", media.size(), Types.BIGINT)
            .addValue("nextAttemptAt", at(now.plus(LEASE)))
            .addValue("correlationId", correlationId)
            .addValue("now", at(now)));
    return id;
  }

  /** The event that has the bytes fetched. */
  public static Event fetch(Event message, UUID mediaId, Instant now) {
    // Bytes can wait for words.
    return message
        .next(
            FETCH,
            now,
            "whatsapp",
            mediaId,
            message.patientId(),
            Map.of("mediaId", mediaId, "messageId", message.subject()))
        .asOrdinary();
  }

  /** Asks again for what is due: later tries, and what a dead process left half done. */
  @Transactional
  public int requeue() {
    Instant now = clock.instant();
    List<Event> events =
        jdbc.query(
            due,
            Map.of("now", at(now), "until", at(now.plus(LEASE)), "limit", TURN),
            (rs, i) -> {
              UUID id = rs.getObject("id", UUID.class);
              return Event.first(
                  FETCH,
                  now,
                  rs.getString("correlation_id"),
                  "clock",
                  id,
                  rs.getObject("patient_id", UUID.class),
                  Map.of("mediaId", id, "messageId", rs.getObject("message_id", UUID.class)));
            });
    outbox.append(events);
    return events.size();
  }

  private static String storable(String text) {
    return text == null ? null : text.replace("\u0000", "");
  }
}
