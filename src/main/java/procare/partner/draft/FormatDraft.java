package procare.partner.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import procare.partner.draft.Proposal.Confidence;
import procare.partner.reading.StatusWords;

/** What is proposed for one format; each format fills it in its own way. */
final class FormatDraft {
  private final Map<String, Proposal> proposals = new LinkedHashMap<>();
  private final List<String> byHand = new ArrayList<>();

  void add(String field, String value, Confidence confidence, String why) {
    add(new Proposal(field, value, confidence, why));
  }

  void add(Proposal proposal) {
    proposals.put(proposal.field(), proposal);
  }

  void byHand(String line) {
    byHand.add(line);
  }

  List<String> byHand() {
    return byHand;
  }

  Proposal get(String field) {
    return proposals.get(field);
  }

  boolean has(String field) {
    return proposals.containsKey(field);
  }

  List<Proposal> all() {
    return List.copyOf(proposals.values());
  }

  /** Usual words of a partner's statuses; unusual ones are for a person. */
  void statuses(List<String> words) {
    for (String word : new TreeSet<>(words)) {
      StatusWords.usual(word)
          .ifPresentOrElse(
              status ->
                  add(
                      "results.statuses." + word,
                      status,
                      Confidence.HIGH,
                      "the usual meaning of a word that the samples have"),
              () -> byHand("results.statuses: what does " + word + " mean?"));
    }
  }

  /** Says which of a pack's needs nobody found. */
  void need(String field, String what) {
    if (!has(field)) {
      byHand(field + ": nothing in the samples looks like " + what);
    }
  }
}
