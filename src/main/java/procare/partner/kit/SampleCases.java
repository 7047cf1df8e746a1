package procare.partner.kit;

import static procare.partner.kit.KitFailure.same;
import static procare.partner.kit.KitFailure.unless;

import java.util.List;
import procare.lab.LabReport;
import procare.partner.pack.Pack;
import procare.partner.reading.Canonical;

/** Each sample of a laboratory becomes what its author says, in full. */
final class SampleCases {
  private SampleCases() {}

  static void add(Subject subject, Cases cases) {
    if (subject.pack().kind() != Pack.Kind.LAB) {
      return;
    }
    cases.add(
        "samples.three",
        "The pack has at least three samples",
        () -> unless(subject.samples().size() >= 3, "only " + subject.samples().size()));
    for (Sample sample : subject.samples()) {
      String of = " (" + sample.name() + ")";
      cases.add(
          "samples.become." + sample.name(),
          "The sample becomes what is expected of it" + of,
          () -> {
            unless(sample.expected() != null, "there is no " + sample.name() + ".expected.json");
            String difference =
                Canonical.difference(
                    sample.expected(), Canonical.of(subject.reports(sample.body())), "");
            unless(difference == null, difference);
          });
      cases.add(
          "samples.again." + sample.name(),
          "Read again it is the same, whatever its message is called" + of,
          () ->
              same(
                  "the second reading",
                  Canonical.of(subject.reports(sample.body(), "first")),
                  Canonical.of(subject.reports(sample.body(), "second"))));
      cases.add(
          "samples.identity." + sample.name(),
          "Every report has a number and somebody whom it is about" + of,
          () -> identities(subject.reports(sample.body())));
    }
  }

  private static void identities(List<LabReport> reports) throws KitFailure {
    unless(!reports.isEmpty(), "no report was read");
    for (LabReport report : reports) {
      unless(report.filler() != null || report.placer() != null, "a report without a number");
      unless(
          report.placer() != null || !report.person().identifiers().isEmpty(),
          "a report about nobody");
    }
  }
}
