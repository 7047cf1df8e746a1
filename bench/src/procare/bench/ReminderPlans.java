package procare.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Patients by the hundred thousand, each with a medicine at the same minute. */
final class ReminderPlans {
  private ReminderPlans() {}

  /**
   * Makes patients with a verified number and a plan each; they are due when {@link #due} says so.
   *
   * @param series a letter that tells the patients of one call from those of another
   */
  static void fill(Lab lab, String series, int count) throws SQLException {
    try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists bench_patient (id uuid, series text, n int)");
      statement.execute(
          "insert into bench_patient select md5('%s' || n)::uuid, '%s', n from generate_series(1, %d) n".formatted(series, series, count));
      String those = " from bench_patient b where b.series = '" + series + "'";
      statement.execute(
          "insert into person (id, display_name, language, zone) select id, 'P' || n, (array['en','hi','id'])[1 + n %% 3], 'Asia/Kolkata'".replace("%%", "%")
              + those);
      statement.execute("insert into patient (id) select id" + those);
      statement.execute(
          "insert into contact_point (id, person_id, system, value, verified_at) select md5('c' || id)::uuid, id, 'phone', '9" + (int) series.charAt(0)
              + "' || lpad(n::text, 8, '0'), now()" + those);
      statement.execute(
          "insert into reminder_timing (zone, times) values ('Asia/Kolkata', array['00:00']::time[]) on conflict do nothing");
      statement.execute(
          "insert into reminder_plan (id, patient_id, kind, title, dose, timing_id, start_date, created_by, created_at, changed_at, correlation_id)"
              + " select md5('p' || b.id)::uuid, b.id, 'MEDICATION', 'Metformin 500 mg', '1 tablet after breakfast', (select min(id) from reminder_timing),"
              + " '2026-01-01', b.id, now(), now(), 'bench'" + those);
      statement.execute("analyze");
    }
  }

  /**
   * Makes them all due at one minute, at the earliest after {@code seconds}.
   *
   * @return that minute
   */
  static Instant due(Lab lab, String series, int seconds) throws SQLException {
    Instant minute = Instant.now().plusSeconds(seconds + 59).truncatedTo(ChronoUnit.MINUTES);
    try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
      dueAt(statement, series, minute);
      statement.execute("vacuum analyze reminder_next");
    }
    if (Instant.now().isAfter(minute)) {
      throw new Shell.Trouble("the plans were not ready before they were due; give -ahead more seconds");
    }
    return minute;
  }

  /** Makes them all due at one minute, which may be over already, by one statement. */
  static void dueAt(Statement statement, String series, Instant minute) throws SQLException {
    String local = "('" + minute + "'::timestamptz at time zone 'Asia/Kolkata')";
    statement.execute(
        "insert into reminder_timing (zone, times) values ('Asia/Kolkata', array[" + local + "::time]) on conflict do nothing");
    String timing = "(select id from reminder_timing where times = array[" + local + "::time])";
    statement.execute(
        "insert into reminder_next (plan_id, shard, patient_id, kind, version, timing_id, local_date, slot, due_at)"
            + " select md5('p' || b.id)::uuid, (hashtextextended(b.id::text, 0) & 63)::smallint, b.id, 'MEDICATION', 1, " + timing + ", "
            + local + "::date, " + local + "::time, '" + minute + "' from bench_patient b where b.series = '" + series + "'");
  }
}
