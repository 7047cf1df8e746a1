package procare.hl7;

import java.util.ArrayList;
import java.util.List;
import procare.lab.LabCode;

/** CE and CWE: code, text, system; alternate code, text, system; (CWE) original text. */
final class Codes {
  private static final int ORIGINAL_TEXT = 9;

  private Codes() {}

  /** Both triplets, as far as they say something; the original text where they do not. */
  static List<LabCode> of(Field field) {
    List<LabCode> codes = new ArrayList<>(2);
    for (int first : new int[] {1, 4}) {
      String code = field.component(first);
      String text = field.wholeComponent(first + 1);
      if (code != null || text != null) {
        codes.add(new LabCode(code, text, field.component(first + 2)));
      }
    }
    String original = field.wholeComponent(ORIGINAL_TEXT);
    if (codes.isEmpty() && original != null) {
      codes.add(new LabCode(null, original, null));
    }
    return codes;
  }

  /** The first that has a code, else the first; null when there is none. */
  static LabCode first(Field field) {
    List<LabCode> codes = of(field);
    return codes.stream()
        .filter(c -> c.code() != null)
        .findFirst()
        .orElse(codes.isEmpty() ? null : codes.get(0));
  }
}
