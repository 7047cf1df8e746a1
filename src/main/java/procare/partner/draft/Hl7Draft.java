package procare.partner.draft;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import procare.partner.draft.Proposal.Confidence;

/** HL7 v2: sender, types, issuers of numbers. */
final class Hl7Draft {
  private static final Pattern LINES = Pattern.compile("[\\r\\n]+");

  private Hl7Draft() {}

  static FormatDraft of(List<SampleFile> samples) throws DraftRefused {
    FormatDraft draft = new FormatDraft();
    Map<String, Integer> senders = new LinkedHashMap<>();
    Map<String, Integer> issuers = new TreeMap<>();
    TreeSet<String> triggers = new TreeSet<>();
    boolean reports = false;
    for (SampleFile sample : samples) {
      for (String line : LINES.split(new String(sample.bytes(), StandardCharsets.ISO_8859_1))) {
        String[] fields = line.split("\\|", -1);
        if (line.startsWith("MSH|") && fields.length > 9) {
          senders.merge(part(fields[2]) + "\n" + part(fields[3]), 1, Integer::sum);
          String type = fields[8];
          reports |= type.startsWith("ORU");
          if (type.startsWith("ADT^")) {
            triggers.add(type.split("\\^")[1]);
          }
        }
        if (line.startsWith("PID|") && fields.length > 3) {
          Arrays.stream(fields[3].split("~"))
              .map(id -> id.split("\\^", -1))
              .filter(id -> id.length > 3 && !id[3].isEmpty())
              .forEach(id -> issuers.merge(part(id[3].replace('&', '^')), 1, Integer::sum));
        }
      }
    }
    if (senders.isEmpty() || reports != triggers.isEmpty()) {
      throw new DraftRefused(
          "the samples must be ORU^R01 of a laboratory or ADT of a record, not both");
    }
    String[] sender = senders.keySet().iterator().next().split("\n", -1);
    boolean one = senders.size() == 1;
    String why = one ? "MSH-3 and MSH-4 of all samples" : "MSH-3 and MSH-4 of the first sample";
    draft.add("sender.application", sender[0], one ? Confidence.HIGH : Confidence.LOW, why);
    draft.add("sender.facility", sender[1], one ? Confidence.HIGH : Confidence.LOW, why);
    if (!one) {
      draft.byHand(
          "sender: the samples have " + senders.size() + " senders; a pack is one partner");
    }
    issuers(draft, issuers, sender[1]);
    draft.add("ordering.key", "PID-3.1", Confidence.MEDIUM, "the patient's number is usual");
    triggers.forEach(
        t -> draft.add("emr.receives." + t, t, Confidence.HIGH, "a sample has this trigger"));
    if (reports) {
      draft.add("results.format", "hl7v2", Confidence.HIGH, "ORU^R01");
    }
    return draft;
  }

  private static String part(String field) {
    return field.split("\\^", -1)[0];
  }

  static void issuers(FormatDraft draft, Map<String, Integer> issuers, String facility) {
    for (String issuer : issuers.keySet()) {
      if (issuer.toLowerCase(java.util.Locale.ROOT).contains("procare")) {
        draft.add("identifiers.ours", issuer, Confidence.HIGH, "issuer of a number, and our name");
      } else if (facility != null && issuer.equalsIgnoreCase(facility)) {
        draft.add(
            "identifiers.theirs", issuer, Confidence.HIGH, "issuer of a number, and the sender");
      }
    }
    if (!draft.has("identifiers.ours")) {
      draft.add(
          "identifiers.ours", "PROCARE", Confidence.LOW, "ours; no sample names an issuer of ours");
      draft.byHand(
          "identifiers: whose numbers are these people's? The samples name " + issuers.keySet());
    }
  }
}
