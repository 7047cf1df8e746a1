package procare.bench;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of wrk.
 *
 * @param perSecond answers with 2xx a second
 * @param good answers with 2xx
 * @param bad other answers and socket errors
 */
record Wrk(double perSecond, long good, long bad, double p50, double p99) {
  static Wrk run(String url, int connections, int seconds, String script, String... arguments) {
    Shell.need("wrk", "wrk");
    List<String> command =
        new java.util.ArrayList<>(
            List.of("wrk", "-t2", "-c" + connections, "-d" + seconds + "s", "--latency", "--timeout", "10s", "-s", script, url, "--"));
    command.addAll(List.of(arguments));
    String out = Shell.run(Map.of(), seconds + 60, command);
    Matcher total = find(out, "(\\d+) requests in ([\\d.]+)(m?s|m)");
    long requests = Long.parseLong(total.group(1));
    double took = Double.parseDouble(total.group(2)) * (total.group(3).equals("m") ? 60 : 1);
    long bad = optional(out, "Non-2xx or 3xx responses: (\\d+)");
    long socket = optional(out, "Socket errors: .*read (\\d+)") + optional(out, "timeout (\\d+)");
    long good = requests - bad;
    return new Wrk(good / took, good, bad + socket, millis(find(out, "50%\\s+([\\d.]+)(us|ms|s)")), millis(find(out, "99%\\s+([\\d.]+)(us|ms|s)")));
  }

  private static double millis(Matcher m) {
    double value = Double.parseDouble(m.group(1));
    return switch (m.group(2)) {
      case "us" -> value / 1000;
      case "s" -> value * 1000;
      default -> value;
    };
  }

  private static Matcher find(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new Shell.Trouble("wrk printed something unexpected: " + text);
    }
    return matcher;
  }

  private static long optional(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
