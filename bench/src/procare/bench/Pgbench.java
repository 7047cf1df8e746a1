package procare.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The limit: pgbench with the hub's own statement for a reading, prepared, one round trip each. */
final class Pgbench {
  private static final String SERIAL = "lpad(to_hex(:serial::bigint), 32, '0')";

  private final Path script;
  private final List<String> variables = new ArrayList<>();

  /**
   * Writes the script: {@code sql/glucose/record.sql} with its parameters filled in.
   *
   * @param envelope an event as the hub writes it, so that rows are equally long
   */
  Pgbench(Path folder, People.Patient patient, String envelope) throws IOException {
    String person = patient.id().toString();
    Map<String, String> values = new HashMap<>();
    values.put("scopes", bound("scopes", "createGlucoseReading-" + patient.id()));
    values.put("keys", "array[" + SERIAL + "]");
    values.put("hashes", bound("hashes", "\\x" + "5a".repeat(32)));
    values.put("ids", "array[" + SERIAL + "]");
    values.put("patients", bound("patients", person));
    values.put("values", bound("values", "120"));
    values.put("units", bound("units", "mg/dL"));
    values.put("states", bound("states", "MORNING_FASTING"));
    values.put("severities", bound("severities", "NORMAL"));
    values.put("emergencies", bound("emergencies", "false"));
    values.put("flags", bound("flags", "{}"));
    values.put("recordedAt", "array[now()]");
    values.put("receivedAt", "array[now()]");
    values.put("sources", bound("sources", "MANUAL"));
    values.put("recordedBy", bound("recordedBy", person));
    values.put("correlations", "array[" + SERIAL + "]");
    values.put("loggedIds", "array[" + SERIAL + "]");
    values.put("checkIds", "array[" + SERIAL + "]");
    values.put("envelopes", bound("envelope", envelope));
    values.put("actorIds", bound("actorIds", person));
    values.put("actors", bound("actors", patient.username()));
    script = write(folder.resolve("record.pgbench"), Files.readString(Path.of("src/main/resources/sql/glucose/record.sql")), values);
  }

  /** {@code sql/hl7/store.sql} for one report, as the hub stores it. */
  Pgbench(Path folder, String envelope, byte[] message) throws IOException {
    Map<String, String> values = new HashMap<>();
    values.put("ids", "array[" + SERIAL + "]");
    values.put("receivedAt", "array[now()]");
    values.put("partners", bound("partners", "bench"));
    values.put("kinds", bound("kinds", "lab"));
    values.put("applications", bound("applications", "LIS"));
    values.put("facilities", bound("facilities", "APEXLAB"));
    values.put("controlIds", "array[" + SERIAL + "]");
    values.put("types", bound("types", "ORU^R01"));
    values.put("versions", bound("versions", "2.5.1"));
    values.put("accepted", bound("accepted", "true"));
    values.put("states", bound("states", "received"));
    values.put("ackCodes", bound("ackCodes", "AA"));
    values.put("flags", bound("flags", "{}"));
    values.put("orderKeys", bound("orderKeys", "{\"bench|PC-100234\"}"));
    values.put("hashes", bound("hashes", "\\x" + "5a".repeat(32)));
    values.put("raws", bound("raws", "\\x" + java.util.HexFormat.of().formatHex(message)));
    values.put("charsets", bound("charsets", "UTF-8"));
    values.put("origins", bound("origins", "127.0.0.1"));
    values.put("eventIds", "array[" + SERIAL + "]");
    values.put("eventTypes", bound("eventTypes", "lab.message.received"));
    values.put("envelopes", bound("envelope", envelope));
    script = write(folder.resolve("store.pgbench"), Files.readString(Path.of("src/main/resources/sql/hl7/store.sql")), values);
  }

  /** The transaction of performance.md, row d: message, three results and outbox, see {@link HapiPeer}. */
  Pgbench(Path folder, byte[] message) throws IOException {
    Map<String, String> values = new HashMap<>();
    values.put("id", SERIAL);
    values.put("raw", bound("raw", new String(message, java.nio.charset.StandardCharsets.UTF_8).replace('\r', '\n')).replaceAll("^array\\[|\\]$", ""));
    script = write(folder.resolve("peer.pgbench"), HapiPeer.STORE_NAMED, values);
  }

  private static Path write(Path script, String sql, Map<String, String> values) throws IOException {
    StringBuilder filled = new StringBuilder();
    Matcher parameter = Pattern.compile("(?<!:):([a-zA-Z]\\w*)").matcher(sql.replaceAll("(?m)^--.*$", ""));
    while (parameter.find()) {
      String value = values.getOrDefault(parameter.group(1), "array[null]");
      parameter.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    parameter.appendTail(filled);
    String oneLine = filled.toString().strip().replaceAll("\\s*\\n\\s*", " ");
    Files.writeString(script, "\\set n :n + 1\n\\set serial :base + :client_id * 100000000 + :n\n" + oneLine + ";\n");
    return script;
  }

  /** An array of one parameter, bound at each call as the hub binds it; a literal would be planned away. */
  private String bound(String name, String value) {
    variables.add("-D");
    variables.add(name + "=" + value);
    return "array[:" + name + "]";
  }

  /** Transactions a second. */
  double run(Lab lab, int clients, int seconds, int round) {
    Shell.need("pgbench", "postgresql-contrib");
    URI uri = URI.create(lab.jdbcUrl.replaceFirst("^jdbc:", "").replaceFirst("\\?.*", ""));
    Matcher user = Pattern.compile("user=([^&]*)").matcher(lab.jdbcUrl);
    List<String> command = new ArrayList<>(
        List.of(
            "pgbench", "-n", "-M", "prepared", "-h", uri.getHost(), "-p", String.valueOf(uri.getPort() < 0 ? 5432 : uri.getPort()),
            "-U", user.find() ? user.group(1) : "postgres", "-c", String.valueOf(clients), "-j", "2", "-T", String.valueOf(seconds),
            "-D", "n=0", "-D", "base=" + (round * 100_000_000_000L), "-f", script.toString()));
    command.addAll(variables);
    command.add(uri.getPath().substring(1));
    String out = Shell.run(Map.of(), seconds + 60, command);
    Matcher tps = Pattern.compile("tps = ([\\d.]+)").matcher(out);
    if (!tps.find()) {
      throw new Shell.Trouble("pgbench printed something unexpected: " + out);
    }
    return Double.parseDouble(tps.group(1));
  }
}
