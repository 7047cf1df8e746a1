package procare.reminder;

import static procare.Times.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Ids;
import procare.Sql;
import procare.audit.Audit;
import procare.reminder.DoseAnswer.Source;
import procare.reminder.DoseOutcome.Result;

/**
 * Keeps what patients say about doses (domain rules §3): an answer belongs to its dose until {@code
 * confirm_until}, and corrects what was missed for a day more. Runs in the caller's transaction.
 */
@Component
public class DoseAnswers {
  static final Duration LATE = Duration.ofHours(24);
  static final int MOST_SNOOZES = 3;
  private static final Duration USUAL_SNOOZE = Duration.ofMinutes(30);
  private static final List<Duration> SNOOZES =
      List.of(Duration.ofMinutes(15), Duration.ofMinutes(30), Duration.ofMinutes(60));

  private final NamedParameterJdbcTemplate jdbc;
  private final DoseEvents events;
  private final DoseStock stock;
  private final Clock clock;
  private final String asked = Sql.of("reminder/dose-asked");
  private final String quoted = Sql.of("reminder/dose-quoted");
  private final String meant = Sql.of("reminder/dose-meant");
  private final String answer = Sql.of("reminder/dose-answer");

  private final Audit audit;

  DoseAnswers(
      NamedParameterJdbcTemplate jdbc,
      DoseEvents events,
      DoseStock stock,
      Audit audit,
      Clock clock) {
    this.audit = audit;
    this.jdbc = jdbc;
    this.events = events;
    this.stock = stock;
    this.clock = clock;
  }

  /** Whether a patient was asked about a dose. */
  public enum Asked {
    /** No reminder can still be answered. */
    NO,
    /** Answered, but another answer may correct it. */
    ANSWERED,
    /** The last reminder waits for its answer. */
    OPEN
  }

  /** Looks only at reminders that left and whose time to confirm is not over. */
  public Asked asked(UUID patientId) {
    List<Boolean> open =
        jdbc.queryForList(
            asked, Map.of("patient", patientId, "now", at(clock.instant())), Boolean.class);
    return open.isEmpty() ? Asked.NO : open.contains(true) ? Asked.OPEN : Asked.ANSWERED;
  }

  /** Whether a message that the patient answers or reacts to was a reminder of a dose. */
  public boolean tellsOfDose(UUID patientId, String gateway, String quotedId) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            quoted,
            new MapSqlParameterSource()
                .addValue("gateway", gateway)
                .addValue("quoted", quotedId)
                .addValue("patient", patientId),
            Boolean.class));
  }

  /**
   * @return one outcome for each dose that is meant; empty when there is none to answer
   */
  public List<DoseOutcome> answer(DoseAnswer given) {
    Instant now = clock.instant();
    List<Dose> doses =
        jdbc.query(
            meant,
            new MapSqlParameterSource()
                .addValue("patient", given.patientId())
                .addValue("now", at(now))
                .addValue("late", LATE.toSeconds())
                .addValue("gateway", given.gateway())
                .addValue("quoted", given.quoted()),
            Dose::of);
    List<DoseOutcome> outcomes = new ArrayList<>();
    for (Dose dose : doses) {
      outcomes.add(answer(given, dose, now));
    }
    return outcomes;
  }

  private DoseOutcome answer(DoseAnswer given, Dose dose, Instant now) {
    Duration snooze = snooze(given.snooze());
    Result result = result(given.word(), dose, now.plus(snooze), now);
    boolean changes =
        result == Result.TAKEN || result == Result.NOT_TAKEN || result == Result.LATER;
    Instant until = result == Result.LATER ? now.plus(snooze) : null;
    boolean retract = result == Result.TAKEN && dose.escalated();
    boolean late = now.isAfter(dose.confirmUntil());
    String state = result == Result.LATER ? "SNOOZED" : result.name();
    keep(given, dose, changes ? state : dose.state(), changes, until, retract, late, now);
    Integer refillDays = null;
    if (changes) {
      audit.recordBy(
          "engagement-engine",
          "answer",
          given.patientId(),
          "reminder-occurrence",
          dose.id().toString(),
          given.cause().correlationId());
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("occurrenceId", dose.id());
      data.put("planId", dose.planId());
      data.put("dueAt", dose.dueAt());
      data.put("answer", given.word());
      data.put("was", dose.state());
      data.put("source", given.source());
      data.put("late", late);
      data.put("snoozedUntil", until);
      events.logged(given.cause(), now, dose.id(), given.patientId(), data);
      if (result == Result.TAKEN) {
        refillDays = stock.taken(given.cause(), dose.planId(), given.patientId(), now);
      } else if ("TAKEN".equals(dose.state())) {
        stock.notTaken(dose.planId());
      }
    }
    return new DoseOutcome(
        dose.id(), dose.title(), dose.slot(), result, snooze.toMinutes(), retract, refillDays);
  }

  private static Result result(DoseWord word, Dose dose, Instant until, Instant now) {
    return switch (word) {
      case TAKEN -> "TAKEN".equals(dose.state()) ? Result.ALREADY : Result.TAKEN;
      case NOT_TAKEN -> "NOT_TAKEN".equals(dose.state()) ? Result.ALREADY : Result.NOT_TAKEN;
      case LATER -> {
        if ("TAKEN".equals(dose.state())) {
          yield Result.ALREADY;
        }
        boolean more = dose.snoozes() < MOST_SNOOZES && until.isBefore(dose.confirmUntil());
        yield more ? Result.LATER : Result.NO_MORE_REMINDERS;
      }
    };
  }

  /** The shortest of the offered times that is at least as long as asked; else the longest. */
  public static Duration snooze(Duration wanted) {
    return wanted == null
        ? USUAL_SNOOZE
        : SNOOZES.stream()
            .filter(offered -> offered.compareTo(wanted) >= 0)
            .findFirst()
            .orElse(SNOOZES.get(SNOOZES.size() - 1));
  }

  private void keep(
      DoseAnswer given,
      Dose dose,
      String state,
      boolean changes,
      Instant until,
      boolean retract,
      boolean late,
      Instant now) {
    Source source = given.source();
    jdbc.update(
        answer,
        new MapSqlParameterSource()
            .addValue("answerId", Ids.next())
            .addValue("id", dose.id())
            .addValue("patient", given.patientId())
            .addValue("person", given.patientId())
            .addValue("message", given.messageId())
            .addValue("answer", given.word().name())
            .addValue("source", source.name())
            .addValue("was", dose.state())
            .addValue("state", state)
            .addValue("changes", changes)
            .addValue("until", until == null ? null : at(until))
            .addValue("retract", retract)
            .addValue("late", late)
            .addValue("now", at(now)));
  }

  /** A row of {@code dose-meant.sql}. */
  private record Dose(
      UUID id,
      UUID planId,
      String state,
      Instant dueAt,
      Instant confirmUntil,
      int snoozes,
      boolean escalated,
      String title,
      String slot) {
    static Dose of(ResultSet row, int number) throws SQLException {
      return new Dose(
          row.getObject("id", UUID.class),
          row.getObject("plan_id", UUID.class),
          row.getString("state"),
          row.getObject("due_at", OffsetDateTime.class).toInstant(),
          row.getObject("confirm_until", OffsetDateTime.class).toInstant(),
          row.getInt("snoozes"),
          row.getBoolean("escalated"),
          row.getString("title"),
          row.getString("slot"));
    }
  }
}
