package procare.emergency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import procare.Ids;
import procare.Sql;

/** The steps of emergencies as rows: what was done, and what the clock has to do next. */
@Component
class StepStore {
  static final String ASKED = "ASKED";
  private final JdbcClient jdbc;
  private final String add = Sql.of("emergency/add-step");
  private final String due = Sql.of("emergency/due-step");
  private final String fruitless = Sql.of("emergency/fruitless-rechecks");
  private final String mark = Sql.of("emergency/mark-asked");

  StepStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void done(Emergency emergency, Rung rung, UUID personId, String outcome, Instant now) {
    add(emergency, rung, now, "DONE", now, personId, outcome);
  }

  void schedule(Emergency emergency, Rung rung, Instant dueAt) {
    add(emergency, rung, dueAt, "WAITING", null, null, null);
  }

  private void add(
      Emergency emergency,
      Rung rung,
      Instant dueAt,
      String state,
      Instant doneAt,
      UUID personId,
      String outcome) {
    jdbc.sql(add)
        .param("id", Ids.next())
        .param("emergency", emergency.id())
        .param("rung", rung.name())
        .param("due", Times.sql(dueAt))
        .param("state", state)
        .param("done", Times.sql(doneAt))
        .param("person", personId)
        .param("outcome", outcome)
        .update();
  }

  Optional<Step> due(Emergency emergency, Instant now) {
    return jdbc.sql(due)
        .param("emergency", emergency.id())
        .param("now", Times.sql(now))
        .query(StepStore::step)
        .optional();
  }

  /** When the re-check that waits is due, or empty when none waits. */
  Optional<Instant> nextRecheck(Emergency emergency) {
    return next(emergency, EnumSet.of(Rung.RECHECK));
  }

  /** When the next rung of the ladder is asked, or empty when none waits. */
  Optional<Instant> nextRung(Emergency emergency) {
    return next(emergency, EnumSet.range(Rung.CAREGIVER, Rung.OPERATIONS));
  }

  private Optional<Instant> next(Emergency emergency, Set<Rung> rungs) {
    return all(emergency.id()).stream()
        .filter(s -> rungs.contains(s.rung()) && "WAITING".equals(s.state()))
        .map(Step::dueAt)
        .min(Instant::compareTo);
  }

  void finish(Step step, String outcome, Instant now) {
    jdbc.sql(
            "update emergency_step set state = 'DONE', done_at = ?, outcome = ? where id = ? and state = 'WAITING'")
        .params(Times.sql(now), outcome, step.id())
        .update();
  }

  /** Ends the waiting re-check early, because it was answered. */
  void finishRechecks(Emergency emergency, String outcome, Instant now) {
    jdbc.sql(
            "update emergency_step set state = 'DONE', done_at = ?, outcome = ? where emergency_id = ? and state = 'WAITING' and rung = 'RECHECK'")
        .params(Times.sql(now), outcome, emergency.id())
        .update();
  }

  /** Takes back the waiting steps of the ladder; the re-check goes on with the patient. */
  void cancelLadder(Emergency emergency) {
    jdbc.sql(
            "update emergency_step set state = 'CANCELLED' where emergency_id = ? and state = 'WAITING' and rung <> 'RECHECK'")
        .param(emergency.id())
        .update();
  }

  void cancelAll(Emergency emergency) {
    jdbc.sql(
            "update emergency_step set state = 'CANCELLED' where emergency_id = ? and state = 'WAITING'")
        .param(emergency.id())
        .update();
  }

  /** Notes what became of asking: of one person or all (null), on one rung or all (null). */
  void mark(Emergency emergency, UUID personId, Rung rung, String outcome) {
    jdbc.sql(mark)
        .param("emergency", emergency.id())
        .param("person", personId)
        .param("rung", rung == null ? null : rung.name())
        .param("outcome", outcome)
        .update();
  }

  int fruitlessRechecks(Emergency emergency) {
    return jdbc.sql(fruitless).param("emergency", emergency.id()).query(Integer.class).single();
  }

  List<Step> all(UUID emergencyId) {
    return jdbc.sql("select * from emergency_step where emergency_id = ? order by ordinal")
        .param(emergencyId)
        .query(StepStore::step)
        .list();
  }

  private static Step step(ResultSet rs, int row) throws SQLException {
    return new Step(
        rs.getObject("id", UUID.class),
        rs.getInt("ordinal"),
        Rung.valueOf(rs.getString("rung")),
        Times.read(rs, "due_at"),
        rs.getString("state"),
        Times.read(rs, "done_at"),
        rs.getObject("person_id", UUID.class),
        rs.getString("outcome"));
  }
}
