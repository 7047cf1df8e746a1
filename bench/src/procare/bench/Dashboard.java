package procare.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** dash: figures of adherence over HTTP with the read model of many patients over a week. */
final class Dashboard {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final double GOAL_MILLIS = 500;

  private Dashboard() {}

  static int run(Options options) throws Exception {
    int count = options.number("n", 500_000);
    int rounds = options.number("rounds", 200);
    System.out.printf("dash: %,d patients × 7 days; %s%n", count, Numbers.machine());
    try (Lab lab = Lab.shared()) {
      App.prepare(lab);
      Hub hub = hub(lab);
      LocalDate last = LocalDate.now(ZoneOffset.UTC);
      People.Patient patient;
      try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
        patient = People.make(connection, 1).get(0);
        statement.execute("update app_user set roles = array['OPERATOR'] where username = '" + People.DOCTOR + "'");
        double seconds = fill(statement, count, last, patient);
        System.out.printf("  totals of one day for all patients counted anew in %.2f s%n", seconds);
      }
      boolean met = figures(hub, patient, last, rounds);
      System.out.println("  dash: goal " + (met ? "met" : "not met") + " (p99 below 500 ms)");
      return met ? 0 : 1;
    }
  }

  /** A hub whose own clock leaves the read model alone. */
  static Hub hub(Lab lab) throws Exception {
    Hub hub = lab.hub("http://127.0.0.1:1", List.of("--procare.clocks.adherence=0+0+0+1+1+?+2099", "--procare.clocks.adherence-nightly=0+0+0+1+1+?+2099"));
    hub.start();
    return hub;
  }

  static boolean figures(Hub hub, People.Patient patient, LocalDate last, int rounds) throws Exception {
    Client client = new Client(hub.url);
    String span = "?from=" + last.minusDays(6) + "&to=" + last + "&by=";
    boolean met = true;
    for (String by : List.of("day", "week")) {
      met &= measure("one patient by " + by, hub.url + "/api/v1/patients/" + patient.id() + "/adherence" + span + by, client.login(patient.username()), rounds);
      met &= measure("all patients by " + by, hub.url + "/api/v1/operations/adherence/cohort" + span + by, client.login(People.DOCTOR), rounds);
    }
    return met;
  }

  /**
   * The week before {@code last}: two doses a day for everybody, some missed.
   *
   * @return seconds that the totals of one day take, by the hub's own statement
   */
  private static double fill(Statement statement, int count, LocalDate last, People.Patient patient) throws Exception {
    String values =
        " 'MEDICATION', 2, 2 - (n + d) % 3, 0, 2 - (n + d) % 3, (n + d) % 3, 0, 0, 0 from generate_series(0, 6) d, ";
    statement.execute(
        "insert into adherence_day select md5('a' || n)::uuid, date '" + last + "' - d," + values + "generate_series(1, " + count + ") n");
    statement.execute("insert into adherence_day select '" + patient.id() + "', date '" + last + "' - d," + values + "generate_series(1, 1) n");
    statement.execute("vacuum analyze adherence_day");
    String totals = Files.readString(Path.of("src/main/resources/sql/adherence/fold-cohort.sql"));
    long began = 0;
    for (int day = 6; day >= 0; day--) {
      began = System.nanoTime();
      statement.execute(totals.replace(":dates", "date '" + last.minusDays(day) + "'"));
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private static boolean measure(String what, String url, String token, int rounds) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).build();
    double[] millis = new double[rounds];
    for (int i = -20; i < rounds; i++) {
      long began = System.nanoTime();
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      double took = (System.nanoTime() - began) / 1e6;
      if (answer.statusCode() != 200 || Client.JSON.readTree(answer.body()).at("/group/0/counts/due").asLong() == 0) {
        throw new Shell.Trouble(url + " answered " + answer.statusCode() + " " + answer.body());
      }
      if (i >= 0) {
        millis[i] = took;
      }
    }
    double worst = Numbers.percentile(millis, 99);
    System.out.printf("  %s: p50 %.1f, p99 %.1f ms%n", what, Numbers.percentile(millis, 50), worst);
    return worst < GOAL_MILLIS;
  }
}
