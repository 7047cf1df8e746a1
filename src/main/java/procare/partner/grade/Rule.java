package procare.partner.grade;

import java.util.List;

/**
 * One rule of a grade.
 *
 * @param id stands in reports and in docs/partner-grades.md
 * @param title what must be true, in words
 * @param cases beginnings of the ids of the kit's cases that check it; empty when the rule has a
 *     check of its own
 * @param check its own check, or null
 */
public record Rule(String id, Tier tier, String title, List<String> cases, Check check) {
  /** Looks whether a rule holds for a pack. */
  @FunctionalInterface
  interface Check {
    Finding of(Evidence evidence);
  }

  static Rule byCases(String id, Tier tier, String title, String... cases) {
    return new Rule(id, tier, title, List.of(cases), null);
  }

  static Rule own(String id, Tier tier, String title, Check check) {
    return new Rule(id, tier, title, List.of(), check);
  }

  /** How it is checked, for people. */
  public String how() {
    return cases.isEmpty() ? "looks at the pack" : "cases " + String.join("…, ", cases) + "…";
  }

  /** Whether this rule looks at the kit's case of that id. */
  public boolean covers(String caseId) {
    return cases.stream().anyMatch(caseId::startsWith);
  }

  Finding look(Evidence evidence) {
    return cases.isEmpty() ? check.of(evidence) : evidence.cases(this);
  }
}
