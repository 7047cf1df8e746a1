package procare.partner.draft;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import procare.Json;

/** pack.yaml of proposals, each with its reason as a comment behind it. */
final class Yaml {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/$][A-Za-z0-9/$ ._{}+-]*(?<! )");

  private final StringBuilder text = new StringBuilder();

  /** A line without a reason. */
  Yaml line(String line) {
    text.append(line).append('\n');
    return this;
  }

  Yaml proposal(int depth, String name, Proposal proposal) {
    return line(
        "  ".repeat(depth) + name + ": " + scalar(proposal.value()) + "  # " + proposal.comment());
  }

  /** Proposals whose fields begin with a path, as a mapping below its last part. */
  Yaml mapping(int depth, String path, List<Proposal> proposals) {
    Map<String, Proposal> here = new TreeMap<>();
    for (Proposal proposal : proposals) {
      if (proposal.field().startsWith(path + ".")) {
        here.put(proposal.field().substring(path.length() + 1), proposal);
      }
    }
    if (!here.isEmpty()) {
      line("  ".repeat(depth) + path.substring(path.lastIndexOf('.') + 1) + ":");
      here.forEach((name, proposal) -> proposal(depth + 1, scalar(name), proposal));
    }
    return this;
  }

  static String scalar(String value) {
    return PLAIN.matcher(value).matches() ? value : Json.write(value);
  }

  String text() {
    return text.toString();
  }
}
