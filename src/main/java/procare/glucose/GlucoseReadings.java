package procare.glucose;

import static procare.Times.at;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import procare.GroupCommit;
import procare.Sql;
import procare.event.Event;
import procare.event.Outbox;

/** Stores readings with their events, once each. */
@Component
public class GlucoseReadings {
  private static final String COLUMNS =
      "id, patient_id, value, unit, comparator, state, recorded_at, received_at, source, severity, emergency, flags, note";

  private static final Optional<Recorded> NOT_NEW = Optional.empty();
  private static final int MOST_TOGETHER = 64;

  /** Of 1, 2, 3 and 6 statements side by side, one carried most: what waits makes larger groups. */
  private static final int LANES = 1;

  private final NamedParameterJdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Outbox outbox;
  private final Clock clock;
  private final String record = Sql.of("glucose/record");
  private final String twin = Sql.of("glucose/twin");
  private final GroupCommit<NewReading, Optional<Recorded>> together =
      new GroupCommit<>(MOST_TOGETHER, LANES, this::write);

  public GlucoseReadings(
      NamedParameterJdbcTemplate jdbc,
      TransactionTemplate transaction,
      Outbox outbox,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * @param reading as stored, now or the first time
   * @param duplicate true when it was stored before
   */
  public record Recorded(StoredReading reading, boolean duplicate) {}

  /**
   * Stores a reading, or finds the one that this is a repeat of. With a key the database decides,
   * also between concurrent requests; without one, the same value within two minutes counts as a
   * repeat.
   *
   * @throws IdempotencyKeyReused when the key was used for another request
   */
  public Recorded record(NewReading reading) {
    if (reading.key() != null) {
      Optional<Recorded> stored =
          TransactionSynchronizationManager.isActualTransactionActive()
              ? write(List.of(reading)).get(0)
              : together.store(reading);
      return stored.orElseGet(() -> earlier(reading));
    }
    return transaction.execute(
        status -> {
          jdbc.queryForList(
              "select pg_advisory_xact_lock(hashtextextended(:patient, 62))::text",
              Map.of("patient", reading.patientId().toString()),
              String.class);
          return jdbc.queryForList(twin, twinOf(reading), UUID.class).stream()
              .findFirst()
              .map(id -> new Recorded(find(id).orElseThrow(), true))
              .orElseGet(() -> insert(reading));
        });
  }

  private Recorded insert(NewReading reading) {
    return write(List.of(reading)).get(0).orElseThrow();
  }

  /** One statement for all; empty for those whose key was claimed before. */
  private List<Optional<Recorded>> write(List<NewReading> readings) {
    Instant now = clock.instant();
    List<ReadingRow> rows = readings.stream().map(r -> ReadingRow.of(r, now)).toList();
    Map<UUID, Boolean> inserted = new HashMap<>();
    jdbc.query(
        record,
        ReadingRow.parameters(rows),
        (RowCallbackHandler)
            rs -> inserted.put(rs.getObject("id", UUID.class), rs.getBoolean("urgent")));
    if (!inserted.isEmpty()) {
      outbox.wakeAfterCommit(inserted.containsValue(true));
    }
    return rows.stream()
        .map(ReadingRow::stored)
        .map(s -> inserted.containsKey(s.id()) ? Optional.of(new Recorded(s, false)) : NOT_NEW)
        .toList();
  }

  private Recorded earlier(NewReading reading) {
    Map<String, Object> claimed =
        jdbc.queryForMap(
            "select request_hash, resource_id from idempotency_key where scope = :scope and key = :key",
            Map.of("scope", reading.scope(), "key", reading.key()));
    if (!java.util.Arrays.equals((byte[]) claimed.get("request_hash"), reading.requestHash())) {
      throw new IdempotencyKeyReused();
    }
    return new Recorded(find((UUID) claimed.get("resource_id")).orElseThrow(), true);
  }

  /** The same key came with another request. */
  public static final class IdempotencyKeyReused extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * A dangerous value sent again within two minutes is no new reading, but its sender asks for help
   * again.
   */
  public void checkAgain(Event cause, StoredReading reading) {
    Map<String, Object> data =
        ReadingRow.data(reading, reading.flags().contains("backdated"), null);
    outbox.append(
        cause
            .next(
                "clinical.glucose.check",
                clock.instant(),
                "engagement-engine",
                reading.id(),
                reading.patientId(),
                data)
            .asUrgent());
  }

  public Optional<StoredReading> find(UUID id) {
    return jdbc
        .query(
            "select " + COLUMNS + " from glucose_reading where id = :id",
            Map.of("id", id),
            GlucoseReadings::row)
        .stream()
        .findFirst();
  }

  /** Readings of a patient recorded in {@code [from, to)}, newest first; null bounds are open. */
  public List<StoredReading> list(UUID patientId, Instant from, Instant to, int limit, int offset) {
    return jdbc.query(
        "select "
            + COLUMNS
            + " from glucose_reading"
            + RANGE
            + " order by recorded_at desc, id desc limit :limit offset :offset",
        range(patientId, from, to).addValue("limit", limit).addValue("offset", offset),
        GlucoseReadings::row);
  }

  /** How many {@link #list} would find without limit. */
  public long count(UUID patientId, Instant from, Instant to) {
    Long count =
        jdbc.queryForObject(
            "select count(*) from glucose_reading" + RANGE, range(patientId, from, to), Long.class);
    return count == null ? 0 : count;
  }

  private static final String RANGE =
      " where patient_id = :patientId and recorded_at >= coalesce(:from::timestamptz, '-infinity')"
          + " and recorded_at < coalesce(:to::timestamptz, 'infinity')";

  private static MapSqlParameterSource range(UUID patientId, Instant from, Instant to) {
    return new MapSqlParameterSource()
        .addValue("patientId", patientId)
        .addValue("from", from == null ? null : at(from))
        .addValue("to", to == null ? null : at(to));
  }

  private static MapSqlParameterSource twinOf(NewReading r) {
    return new MapSqlParameterSource()
        .addValue("patientId", r.patientId())
        .addValue("value", r.glucose().value())
        .addValue("unit", r.glucose().unitCode())
        .addValue("comparator", ReadingRow.comparator(r.glucose()))
        .addValue("recordedAt", at(r.recordedAt()));
  }

  private static StoredReading row(ResultSet rs, int index) throws SQLException {
    Array flags = rs.getArray("flags");
    BigDecimal value = rs.getBigDecimal("value").stripTrailingZeros();
    return new StoredReading(
        rs.getObject("id", UUID.class),
        rs.getObject("patient_id", UUID.class),
        value.scale() < 0 ? value.setScale(0) : value,
        rs.getString("unit"),
        rs.getString("comparator"),
        rs.getString("state"),
        rs.getObject("recorded_at", OffsetDateTime.class).toInstant(),
        rs.getObject("received_at", OffsetDateTime.class).toInstant(),
        rs.getString("source"),
        Severity.valueOf(rs.getString("severity")),
        rs.getBoolean("emergency"),
        List.of((String[]) flags.getArray()),
        rs.getString("note"));
  }
}
