package procare.partner.draft;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import procare.partner.draft.Proposal.Confidence;
import procare.partner.pack.Protocol;
import procare.partner.pack.Setting;

/** The texts of a drafted pack. */
final class DraftFiles {
  private static final Map<Protocol, String> ENDPOINT =
      Map.of(
          Protocol.FHIR_REST, "base",
          Protocol.JSON_REST, "results",
          Protocol.SFTP_FILES, "files");

  private DraftFiles() {}

  static void write(
      String name,
      String title,
      Protocol protocol,
      List<Proposal> proposals,
      TreeMap<String, byte[]> files) {
    Map<String, Proposal> by = new TreeMap<>();
    proposals.forEach(proposal -> by.put(proposal.field(), proposal));
    boolean emr = by.keySet().stream().anyMatch(field -> field.startsWith("emr."));
    Yaml yaml = new Yaml();
    yaml.line("# yaml-language-server: $schema=../pack.schema.json");
    yaml.line(
        "# A draft: look at every line, most of all at those that are low; DRAFT.md says what is missing.");
    yaml.line("schema: 1").line("name: " + name).line("version: 0.1.0");
    yaml.line("title: " + Yaml.scalar(title));
    yaml.line("kind: " + (emr ? "emr" : "lab")).line("protocol: " + protocol.word());
    top(yaml, by, "zone");
    top(yaml, by, "charset");
    yaml.mapping(0, "sender", proposals).mapping(0, "identifiers", proposals);
    yaml.mapping(0, "ordering", proposals);
    String endpoint = ENDPOINT.get(protocol);
    String prefix = Setting.prefix(name);
    StringBuilder readme =
        new StringBuilder(
            "# "
                + title
                + "\n\nDrafted from samples; DRAFT.md says why.\n\n| Setting | What |\n|---|---|\n");
    if (endpoint != null) {
      String variable = prefix + endpoint.toUpperCase(java.util.Locale.ROOT);
      yaml.line("endpoints:").line("  " + endpoint + ": ${" + variable + "}");
      readme.append("| `").append(variable).append("` | their address |\n");
    } else {
      readme
          .append("| none | they connect to the hub's MLLP port (`PROCARE_MLLP_PORT`) as ")
          .append(by.get("sender.application").value())
          .append(", ")
          .append(by.get("sender.facility").value())
          .append(" |\n");
    }
    yaml.line("auth: {type: none}  # low: ask the partner how we prove who we are");
    if (emr) {
      yaml.line("emr:").line("  receives:");
      by.forEach(
          (field, proposal) -> {
            if (field.startsWith("emr.receives.")) {
              yaml.line("    - " + proposal.value() + "  # " + proposal.comment());
            }
          });
    } else {
      results(yaml, proposals, by, protocol);
    }
    yaml.line("silence: P1D  # low: how often do they send?");
    files.put("pack.yaml", Drafts.utf8(yaml.text()));
    files.put("README.md", Drafts.utf8(readme + "\nTheir habits: not known yet.\n"));
  }

  private static void top(Yaml yaml, Map<String, Proposal> by, String field) {
    if (by.containsKey(field)) {
      yaml.proposal(0, field, by.get(field));
    }
  }

  private static void results(
      Yaml yaml, List<Proposal> proposals, Map<String, Proposal> by, Protocol protocol) {
    yaml.line("results:");
    for (String field : List.of("format", "reports", "items", "delimiter", "group", "dates")) {
      Proposal proposal = by.get("results." + field);
      if (proposal != null) {
        yaml.proposal(1, field, proposal);
      }
    }
    if (protocol != Protocol.HL7_MLLP) {
      yaml.line("  poll: PT15M  # low: how often may we ask?");
    }
    for (String part : List.of("report", "person", "item", "statuses", "document")) {
      yaml.mapping(1, "results." + part, proposals);
    }
  }

  /** DRAFT.md: what is proposed and why, and first what a person must decide. */
  static String report(String name, List<Proposal> proposals, List<String> byHand) {
    StringBuilder text = new StringBuilder("# Draft of " + name + "\n\n## By hand\n\n");
    byHand.forEach(line -> text.append("- ").append(line).append('\n'));
    text.append(
        "- auth, limits, silence, critical thresholds and orders are not in samples: ask the partner\n");
    text.append(
        "- each `samples/*.expected.json` is what this draft reads: see whether it is right\n");
    for (Confidence confidence : List.of(Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)) {
      text.append("\n## ").append(confidence.word()).append("\n\n");
      proposals.stream()
          .filter(proposal -> proposal.confidence() == confidence)
          .forEach(
              proposal ->
                  text.append("- ")
                      .append(proposal.field())
                      .append(": `")
                      .append(proposal.value())
                      .append("`: ")
                      .append(proposal.why())
                      .append('\n'));
    }
    return text.toString();
  }
}
