package procare.lab;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Whether a name and birth date can be those of a patient whom a number names. Names never find a
 * patient, they only cast doubt on a number.
 */
final class Likeness {
  private static final int LONG_ENOUGH_FOR_A_SLIP = 4;

  private Likeness() {}

  /** True unless the birth dates differ, or the names have nothing in common. */
  static boolean plausible(LabPerson sent, String displayName, LocalDate birthDate) {
    if (sent.birthDate() != null && birthDate != null && !sent.birthDate().equals(birthDate)) {
      return false;
    }
    List<String> theirs = words(join(sent));
    List<String> ours = words(displayName);
    return theirs.isEmpty()
        || ours.isEmpty()
        || script(join(sent)) != script(displayName)
        || theirs.stream().anyMatch(a -> ours.stream().anyMatch(b -> alike(a, b)));
  }

  private static String join(LabPerson person) {
    return (person.given() == null ? "" : person.given())
        + " "
        + (person.family() == null ? "" : person.family());
  }

  private static List<String> words(String name) {
    return Arrays.stream(
            Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{Mn}", "")
                .toLowerCase(Locale.ROOT)
                .split("[^\\p{L}]+"))
        .filter(w -> !w.isEmpty())
        .toList();
  }

  private static UnicodeScript script(String name) {
    return name.codePoints()
        .filter(Character::isLetter)
        .mapToObj(UnicodeScript::of)
        .findFirst()
        .orElse(UnicodeScript.COMMON);
  }

  private static boolean alike(String a, String b) {
    if (a.equals(b) || (a.length() == 1 || b.length() == 1) && a.charAt(0) == b.charAt(0)) {
      return true;
    }
    return Math.min(a.length(), b.length()) >= LONG_ENOUGH_FOR_A_SLIP && oneSlip(a, b);
  }

  /** One letter more, less or other. */
  private static boolean oneSlip(String a, String b) {
    String longer = a.length() >= b.length() ? a : b;
    String other = longer == a ? b : a;
    if (longer.length() - other.length() > 1) {
      return false;
    }
    int i = 0;
    while (i < other.length() && longer.charAt(i) == other.charAt(i)) {
      i++;
    }
    String rest = longer.substring(Math.min(longer.length(), i + 1));
    return rest.equals(
        other.substring(longer.length() == other.length() ? Math.min(i + 1, other.length()) : i));
  }
}
