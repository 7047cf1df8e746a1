package procare.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * fold: how long the clock's run takes that brings the figures of adherence up to date, by the hub's own statements: from
 * nothing, when nothing changed, and with what five minutes bring; and how quick the figures are meanwhile.
 */
final class Fold {
  private static final int GOAL_SECONDS = 300;
  private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):(\\w+)");

  private Fold() {}

  static int run(Options options) throws Exception {
    int count = options.number("n", 500_000);
    int days = options.number("days", 3);
    int changes = options.number("changes", 20_000);
    int rounds = options.number("rounds", 100);
    System.out.printf("fold: %,d patients × %d days × 2 doses; %s%n", count, days, Numbers.machine());
    try (Lab lab = Lab.shared()) {
      App.prepare(lab);
      Hub hub = Dashboard.hub(lab);
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
        People.Patient patient = People.make(connection, 1).get(0);
        statement.execute("update app_user set roles = array['OPERATOR'] where username = '" + People.DOCTOR + "'");
        fill(statement, count, days, now, patient);
        double first = fold(connection, now, days);
        double again = fold(connection, now, days);
        statement.execute(answered(changes, now));
        CompletableFuture<Double> changed = CompletableFuture.supplyAsync(() -> foldApart(lab, now, days));
        LocalDate last = LocalDate.ofInstant(now, ZoneOffset.UTC);
        boolean met = Dashboard.figures(hub, patient, last, rounds);
        double five = changed.get();
        System.out.printf("  fold from nothing %.1f s, nothing changed %.1f s, %,d doses answered (figures asked meanwhile) %.1f s%n", first, again, changes, five);
        met &= Math.max(Math.max(first, again), five) < GOAL_SECONDS;
        System.out.println("  fold: goal " + (met ? "met" : "not met") + " (each run shorter than the clock's five minutes, figures p99 below 500 ms)");
        return met ? 0 : 1;
      }
    }
  }

  /** Doses at 02:30 and 14:30 UTC; of the last hours some wait, before some were missed. */
  private static void fill(Statement statement, int count, int days, Instant now, People.Patient patient) throws Exception {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    String rows =
        """
        insert into reminder_occurrence (id, plan_id, patient_id, kind, plan_version, local_date, slot, due_at, send_until, confirm_until, state, answered_at)
        select time_id(due), plan, patient, 'MEDICATION', 1, (due at time zone 'UTC')::date, (due at time zone 'UTC')::time, due, due + interval '2 hours',
               due + interval '4 hours', state, case when state = 'TAKEN' then due + interval '10 minutes' end
        from (select %1$s as patient, %2$s as plan, due, case when due > timestamptz '%3$s' - interval '4 hours' then 'SENT'
                     when (n + extract(day from due)::int) %% 4 = 0 then 'MISSED' else 'TAKEN' end as state
              from generate_series(timestamptz '%4$sT02:30Z', timestamptz '%3$s', interval '12 hours') due, generate_series(1, %5$d) n) t""";
    LocalDate from = today.minusDays(days - 1L);
    long began = System.nanoTime();
    statement.execute(rows.formatted("md5('a' || n)::uuid", "md5('p' || n)::uuid", now, from, count));
    statement.execute(rows.formatted("'" + patient.id() + "'::uuid", "gen_random_uuid()", now, from, 1).replace("generate_series(1, 1) n", "(select 1 as n) one"));
    statement.execute("vacuum analyze reminder_occurrence");
    System.out.printf("  filled in %.0f s%n", (System.nanoTime() - began) / 1e9);
  }

  /** What patients answer within five minutes. */
  private static String answered(int changes, Instant now) {
    return """
        with those as (
          update reminder_occurrence set state = 'TAKEN', answered_at = '%2$s'
          where id in (select id from reminder_occurrence where state in ('SENT', 'MISSED') order by due_at desc limit %1$d)
          returning id
        )
        insert into reminder_answer (id, occurrence_id, at, answer, source, was) select time_id('%2$s'), id, '%2$s', 'TAKEN', 'TEXT', 'SENT' from those"""
        .formatted(changes, now);
  }

  private static double foldApart(Lab lab, Instant now, int days) {
    try (Connection connection = lab.connect()) {
      return fold(connection, now, days);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** As AdherenceRefresh does it: one transaction, both statements. */
  private static double fold(Connection connection, Instant now, int days) throws Exception {
    LocalDate from = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(days);
    String fold =
        statement(
            "fold",
            Map.of(
                "now", "timestamptz '" + now + "'",
                "from", "date '" + from + "'",
                "whole", "date '1970-01-01'",
                "dueFrom", "timestamptz '" + from.minusDays(2) + "T00:00Z'",
                "answersSince", "timestamptz '" + now.minus(Duration.ofMinutes(20)) + "'"));
    long began = System.nanoTime();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      List<String> changed = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery(fold)) {
        while (rows.next()) {
          changed.add("date '" + rows.getString(1) + "'");
        }
      }
      if (!changed.isEmpty()) {
        statement.execute(statement("fold-cohort", Map.of("dates", String.join(", ", changed))));
      }
      connection.commit();
    } finally {
      connection.setAutoCommit(true);
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private static String statement(String name, Map<String, String> values) throws Exception {
    String sql = Files.readString(Path.of("src/main/resources/sql/adherence/" + name + ".sql")).replaceAll("(?m)--.*$", "");
    return PARAMETER.matcher(sql).replaceAll(m -> Matcher.quoteReplacement(values.get(m.group(1))));
  }
}
