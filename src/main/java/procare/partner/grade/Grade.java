package procare.partner.grade;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pack is worth.
 *
 * @param tier the highest whose rules, and all below, hold; null when not even bronze
 * @param findings every rule with what came out, in the order of {@link Rules#ALL}
 */
public record Grade(Tier tier, Map<Rule, Finding> findings) {
  /** Judges a pack. */
  public static Grade of(Evidence evidence) {
    Map<Rule, Finding> findings = new LinkedHashMap<>();
    Rules.ALL.forEach(rule -> findings.put(rule, rule.look(evidence)));
    Tier reached = null;
    for (Tier tier : Tier.values()) {
      if (!broken(findings, tier).isEmpty()) {
        break;
      }
      reached = tier;
    }
    return new Grade(reached, findings);
  }

  /** What keeps the pack from a grade, that grade's rules and all below it. */
  public List<Rule> missingFor(Tier tier) {
    return findings.keySet().stream()
        .filter(rule -> rule.tier().compareTo(tier) <= 0 && findings.get(rule).broken())
        .toList();
  }

  /** The next grade to reach, or null when there is none above. */
  public Tier next() {
    return tier == Tier.PLATINUM ? null : Tier.values()[tier == null ? 0 : tier.ordinal() + 1];
  }

  /** Whether a claim goes further than the pack does; claiming nothing is no claim. */
  public boolean overclaimed(String claim) {
    return claim != null && (tier == null || Tier.of(claim).compareTo(tier) > 0);
  }

  private static List<Rule> broken(Map<Rule, Finding> findings, Tier tier) {
    return findings.keySet().stream()
        .filter(rule -> rule.tier() == tier && findings.get(rule).broken())
        .toList();
  }
}
