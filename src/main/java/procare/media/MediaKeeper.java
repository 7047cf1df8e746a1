package procare.media;

import static procare.Times.at;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Json;
import procare.Sql;
import procare.event.Event;
import procare.event.Outbox;
import procare.operations.DeadLetter;
import procare.operations.DeadLetters;
import procare.partner.Outcome;

/** How a try to fetch ends: kept, refused, failed, or due later. Each ending is one transaction. */
@Component
class MediaKeeper {
  static final String QUEUE = "out.media-fetch";
  private static final Logger LOG = LoggerFactory.getLogger(MediaKeeper.class);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy/MM/dd");
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

  private final NamedParameterJdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Outbox outbox;
  private final ObjectStore store;
  private final DeadLetters deadLetters;
  private final MediaProperties settings;
  private final Clock clock;
  private final String conclude = Sql.of("media/conclude");

  MediaKeeper(
      NamedParameterJdbcTemplate jdbc,
      TransactionTemplate transaction,
      Outbox outbox,
      ObjectStore store,
      DeadLetters deadLetters,
      MediaProperties settings,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.outbox = outbox;
    this.store = store;
    this.deadLetters = deadLetters;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Puts the bytes away and tells of it. The key comes from the row alone, so that a try that was
   * cut off between the two is repeated onto the same object.
   */
  MediaWork keep(MediaRow row, Event event, byte[] bytes, String declared) {
    if (bytes.length > settings.maxSize().toBytes()) {
      return refuse(row, "larger than " + settings.maxSize().toBytes() + " bytes");
    }
    String type = MediaTypes.of(bytes, row.declaredType() == null ? declared : row.declaredType());
    if (type == null || !settings.allowedTypes().contains(type)) {
      return refuse(
          row,
          type == null
              ? "the bytes are of no type that the hub knows"
              : "the hub keeps no " + type);
    }
    Instant now = clock.instant();
    String key = key(row.createdAt(), row.id());
    try {
      store.put(key, bytes, type);
    } catch (IOException e) {
      LOG.warn("The object store does not take an object: {}", e.getMessage());
      return later(
          row, event, Outcome.of(Outcome.Kind.TRANSIENT, null, "the object store does not answer"));
    }
    String sha256 = sha256(bytes);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("mediaId", row.id());
    told.put("messageId", row.messageId());
    told.put("kind", row.kind());
    told.put("objectKey", key);
    told.put("mediaType", type);
    told.put("size", bytes.length);
    told.put("sha256", sha256);
    transaction.executeWithoutResult(
        status -> {
          MapSqlParameterSource stored =
              ending(row, "STORED", null, now)
                  .addValue("objectKey", key)
                  .addValue("mediaType", type)
                  .addValue("size", (long) bytes.length, Types.BIGINT)
                  .addValue("sha256", sha256);
          if (jdbc.update(conclude, stored) == 1) {
            outbox.append(
                event.next("patient.media.stored", now, "media", row.id(), row.patientId(), told));
          }
        });
    return MediaWork.DONE;
  }

  static String key(Instant createdAt, UUID id) {
    return DAY.format(createdAt.atOffset(ZoneOffset.UTC)) + "/" + id;
  }

  /** Never kept, and no use in trying again. */
  MediaWork refuse(MediaRow row, String reason) {
    jdbc.update(conclude, ending(row, "REFUSED", reason, clock.instant()));
    LOG.info("Media ({}) from {} are not kept: {}", row.kind(), row.gateway(), reason);
    return MediaWork.DONE;
  }

  /** Given up; waits as a dead letter, whose replay begins anew. */
  MediaWork fail(MediaRow row, Event event, String reason) {
    int changed = jdbc.update(conclude, ending(row, "FAILED", reason, clock.instant()));
    if (changed == 1) {
      deadLetters.store(
          new DeadLetter(
              QUEUE,
              Json.bytes(event.envelope()),
              Map.of(),
              "MediaNotFetched",
              reason,
              null,
              row.attempts()));
    }
    return MediaWork.DONE;
  }

  /** Not now; a breaker that is open costs no try. */
  MediaWork later(MediaRow row, Event event, Outcome outcome) {
    boolean counted = outcome.kind() != Outcome.Kind.CIRCUIT_OPEN;
    if (counted && row.attempts() >= settings.maxAttempts()) {
      return fail(row, event, "gave up after " + row.attempts() + " tries: " + outcome.reason());
    }
    Duration wait = outcome.retryAfter() == null ? pause(row.attempts()) : outcome.retryAfter();
    jdbc.update(
        conclude,
        ending(row, "WANTED", outcome.reason(), clock.instant().plus(wait))
            .addValue("uncounted", counted ? 0 : 1));
    return MediaWork.DONE;
  }

  private static Duration pause(int attempts) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  private MapSqlParameterSource ending(MediaRow row, String state, String reason, Instant next) {
    return new MapSqlParameterSource()
        .addValue("id", row.id())
        .addValue("state", state)
        .addValue("reason", reason)
        .addValue("nextAttemptAt", at(next))
        .addValue("uncounted", 0)
        .addValue("objectKey", null)
        .addValue("mediaType", null)
        .addValue("size", null, Types.BIGINT)
        .addValue("sha256", null)
        .addValue("now", at(clock.instant()));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
