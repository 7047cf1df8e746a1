package procare.operations;

import static procare.Times.at;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Which occurrences are meant; times become stretches of the primary key, since an occurrence's id
 * begins with the time it is due.
 *
 * @param from due at or after, or null
 * @param to due before, or null
 */
record ReminderFilter(UUID patient, String kind, Instant from, Instant to) {
  static ReminderFilter of(String patient, String kind, String batch, String from, String to) {
    Instant minute = batch == null ? null : instant(batch).truncatedTo(ChronoUnit.MINUTES);
    return new ReminderFilter(
        patient == null ? null : Params.id("patientId", patient),
        kind,
        minute == null ? from == null ? null : instant(from) : minute,
        minute == null ? to == null ? null : instant(to) : minute.plus(Duration.ofMinutes(1)));
  }

  void made(Where where) {
    if (patient != null) {
      // Through the plans: an index on patients would cost each reminder more than it saves.
      where.and(
          "o.plan_id in (select id from reminder_plan where patient_id = :patient)",
          "patient",
          patient);
    }
    if (kind != null) {
      where.and("o.kind = :kind", "kind", kind);
    }
    if (from != null) {
      where.and("o.id >= :first", "first", first(from));
    }
    if (to != null) {
      where.and("o.id < :last", "last", first(to));
    }
  }

  void upcoming(Where where) {
    if (patient != null) {
      // The shard leads to few rows; an index on patients would cost each reminder more than it
      // saves.
      where.and(
          "n.shard = (hashtextextended(:patient::text, 0) & 63)::smallint and n.patient_id = :patient",
          "patient",
          patient);
    }
    if (kind != null) {
      where.and("n.kind = :kind", "kind", kind);
    }
    if (from != null) {
      where.and("n.due_at >= :from", "from", at(from));
    }
    if (to != null) {
      where.and("n.due_at < :to", "to", at(to));
    }
  }

  /** The lowest id that an occurrence due at this time can have. */
  private static UUID first(Instant time) {
    return new UUID(Math.max(0, time.toEpochMilli()) << 16, 0);
  }

  private static Instant instant(String value) {
    return OffsetDateTime.parse(value).toInstant();
  }
}
