package procare.partner.kit;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import procare.partner.grade.Evidence;
import procare.partner.grade.Grade;
import procare.partner.pack.Pack;
import procare.partner.pack.PackFiles;

/** Makes the cases of a pack. */
public final class Kit {
  private Kit() {}

  /** All cases of a pack that was read without problems; their order is always the same. */
  public static List<KitCase> of(PackFiles files, Pack pack) {
    Subject subject = new Subject(files, pack);
    Cases cases = new Cases();
    PackCases.add(subject, cases);
    LimitCases.add(subject, cases);
    AgreementCases.add(subject, cases);
    CodeCases.add(subject, cases);
    MappingCases.add(subject, cases);
    SampleCases.add(subject, cases);
    ResultCases.add(subject, cases);
    EmrCases.add(subject, cases);
    Hl7Cases.add(subject, cases);
    DocumentCases.add(subject, cases);
    AnswerCases.add(subject, cases);
    GradeCase.add(subject, cases);
    return cases.all();
  }

  /** The grade that a pack reaches, whatever it claims. */
  public static Grade grade(PackFiles files, Pack pack) {
    return grade(files, pack, of(files, pack));
  }

  static Grade grade(PackFiles files, Pack pack, List<KitCase> cases) {
    SortedMap<String, Boolean> results = new TreeMap<>();
    for (KitCase each : cases) {
      if (!each.id().equals(GradeCase.ID)) {
        results.put(each.id(), each.result().passed());
      }
    }
    return Grade.of(new Evidence(pack, files, results));
  }
}
