package procare.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The limit: pgbench with the hub's own statement for a reading, prepared, one round trip each. */
final class Pgbench {
  private static final String SERIAL = "lpad(to_hex(:serial::bigint), 32, '0')";

  private Pgbench() {}

  /**
   * Writes the script: {@code sql/glucose/record.sql} with its parameters filled in.
   *
   * @param envelope an event as the hub writes it, so that rows are equally long
   */
  static Path script(Path folder, People.Patient patient, String envelope) throws IOException {
    String person = "'" + patient.id() + "'";
    // pgbench takes a colon before a letter for a variable, also within quotes.
    String event = "'" + envelope.replace("'", "''").replaceAll(":(?=\\w)", "-") + "'";
    Map<String, String> values = new HashMap<>();
    values.put("scope", "'createGlucoseReading-" + patient.id() + "'");
    values.put("key", SERIAL);
    values.put("hash", "'\\x" + "5a".repeat(32) + "'::bytea");
    values.put("id", SERIAL + "::uuid");
    values.put("patientId", person + "::uuid");
    values.put("value", "120");
    values.put("unit", "'mg/dL'");
    values.put("state", "'MORNING_FASTING'");
    values.put("severity", "'NORMAL'");
    values.put("emergency", "false");
    values.put("flags", "'{}'");
    values.put("recordedAt", "now()");
    values.put("receivedAt", "now()");
    values.put("source", "'MANUAL'");
    values.put("recordedBy", person + "::uuid");
    values.put("correlationId", SERIAL);
    values.put("loggedId", SERIAL + "::uuid");
    values.put("loggedEnvelope", event);
    values.put("checkId", SERIAL + "::uuid");
    values.put("checkEnvelope", event);
    values.put("actorId", person + "::uuid");
    values.put("actor", "'" + patient.username() + "'");
    String sql = Files.readString(Path.of("src/main/resources/sql/glucose/record.sql"));
    StringBuilder filled = new StringBuilder();
    Matcher parameter = Pattern.compile("(?<!:):([a-zA-Z]\\w*)").matcher(sql.replaceAll("(?m)^--.*$", ""));
    while (parameter.find()) {
      String value =
          values.getOrDefault(parameter.group(1), parameter.group(1).endsWith("Id") ? "null::uuid" : "null::text");
      parameter.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    parameter.appendTail(filled);
    Path script = folder.resolve("record.pgbench");
    String oneLine = filled.toString().strip().replaceAll("\\s*\\n\\s*", " ");
    Files.writeString(script, "\\set n :n + 1\n\\set serial :base + :client_id * 100000000 + :n\n" + oneLine + ";\n");
    return script;
  }

  /** Transactions a second. */
  static double run(Lab lab, Path script, int clients, int seconds, int round) {
    Shell.need("pgbench", "postgresql-contrib");
    URI uri = URI.create(lab.jdbcUrl.replaceFirst("^jdbc:", "").replaceFirst("\\?.*", ""));
    Matcher user = Pattern.compile("user=([^&]*)").matcher(lab.jdbcUrl);
    List<String> command =
        List.of(
            "pgbench", "-n", "-M", "prepared", "-h", uri.getHost(), "-p", String.valueOf(uri.getPort() < 0 ? 5432 : uri.getPort()),
            "-U", user.find() ? user.group(1) : "postgres", "-c", String.valueOf(clients), "-j", "2", "-T", String.valueOf(seconds),
            "-D", "n=0", "-D", "base=" + (round * 100_000_000_000L), "-f", script.toString(), uri.getPath().substring(1));
    String out = Shell.run(Map.of(), seconds + 60, command);
    Matcher tps = Pattern.compile("tps = ([\\d.]+)").matcher(out);
    if (!tps.find()) {
      throw new Shell.Trouble("pgbench printed something unexpected: " + out);
    }
    return Double.parseDouble(tps.group(1));
  }
}
