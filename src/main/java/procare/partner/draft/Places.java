package procare.partner.draft;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import procare.partner.draft.Proposal.Confidence;

/**
 * Chooses for each canonical field the place whose name says so and whose values look so. A place
 * is taken once; a name without fitting values is no proposal.
 */
final class Places {
  /**
   * @param at JSON pointer or column
   * @param parent part of the pointer before the last, or empty
   * @param name last part, or column
   * @param values all that the samples have there, without blanks
   */
  record Place(String at, String parent, String name, List<String> values) {}

  private Places() {}

  /**
   * @param part {@code report., person., item.} or {@code document.}
   * @param taken places that already mean something; those chosen are added
   */
  static Map<String, Proposal> choose(String part, Collection<Place> places, Set<String> taken) {
    Map<String, Proposal> chosen = new LinkedHashMap<>();
    for (FieldWords words : FieldWords.ALL.values()) {
      if (!words.field().startsWith(part)) {
        continue;
      }
      Place best = null;
      int bestRank = Integer.MAX_VALUE;
      for (Place place : places) {
        Optional<Integer> rank = words.rank(place.parent(), place.name());
        boolean fits =
            !place.values().isEmpty() && place.values().stream().allMatch(words::looksRight);
        if (fits && rank.isPresent() && rank.get() < bestRank && !taken.contains(place.at())) {
          best = place;
          bestRank = rank.get();
        }
      }
      if (best != null) {
        taken.add(best.at());
        chosen.put(words.field(), proposal(words, best));
      }
    }
    return chosen;
  }

  private static Proposal proposal(FieldWords words, Place place) {
    int values = new HashSet<>(place.values()).size();
    return new Proposal(
        "results." + words.field(),
        place.at(),
        place.values().size() > 1 ? Confidence.HIGH : Confidence.MEDIUM,
        "the name fits and so do "
            + place.values().size()
            + " values, "
            + values
            + " of them different");
  }
}
