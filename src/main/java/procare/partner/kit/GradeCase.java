package procare.partner.kit;

import static procare.partner.kit.KitFailure.unless;

import java.util.List;
import java.util.stream.Collectors;
import procare.partner.grade.Grade;
import procare.partner.grade.Rule;
import procare.partner.grade.Tier;

/** A pack may not claim more than it is. */
final class GradeCase {
  static final String ID = "pack.grade";

  private GradeCase() {}

  static void add(Subject subject, Cases cases) {
    List<KitCase> others = cases.all();
    cases.add(
        ID,
        "The grade that the pack claims is reached",
        () -> {
          String claim = subject.pack().grade();
          Grade grade = Kit.grade(subject.files(), subject.pack(), others);
          unless(
              !grade.overclaimed(claim),
              claim
                  + " is claimed, and "
                  + (grade.tier() == null ? "not even bronze" : grade.tier().word())
                  + " reached: "
                  + why(grade, claim));
        });
  }

  private static String why(Grade grade, String claim) {
    return claim == null
        ? ""
        : grade.missingFor(Tier.of(claim)).stream()
            .map((Rule rule) -> rule.id() + " (" + grade.findings().get(rule).why() + ")")
            .collect(Collectors.joining(", "));
  }
}
