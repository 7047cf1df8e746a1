package procare.ai;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Lets a language model's rewording of an approved text pass only when nothing that matters for a
 * patient's safety differs. It refuses many harmless rewordings; then the approved text is sent,
 * which is never wrong.
 */
@Component
public final class RewordingGuard {
  /** Why a rewording was refused; for the delivery's record and a metric. */
  public enum Reason {
    EMPTY,
    TOO_LONG,
    TOO_SHORT,
    /** Markdown, control or invisible characters, or signs that hide numbers. */
    FORM,
    LINK,
    WRONG_LANGUAGE,
    NUMBERS,
    NEGATIONS,
    /** A medicine, food, dose or action that the approved text does not name so often. */
    ADDED,
    /** Low, high, a unit, "now", "doctor" … more or less often than approved. */
    MEANING,
    CLAUSE
  }

  /**
   * @param reason null when accepted
   */
  public record Verdict(Reason reason) {
    public boolean accepted() {
      return reason == null;
    }
  }

  private static final Pattern LINK =
      Pattern.compile("https?:|www\\.|@|[\\p{L}\\d]\\.(?:com|in|id|org|net|me|co|io|ly|info)\\b");
  private static final Set<Character> MARKDOWN =
      Set.of('*', '_', '`', '#', '~', '|', '[', ']', '<', '>', '\\', '{', '}');

  private final GuardRules rules = GuardRules.load();

  /**
   * @param approved the text that a physician approved, parameters filled in
   * @param reworded what the model answered
   * @param language en, hi or id
   * @param maxLength most characters of the result
   */
  public Verdict check(String approved, String reworded, String language, int maxLength) {
    return new Verdict(reason(approved, reworded, language, maxLength));
  }

  private Reason reason(String approved, String reworded, String language, int maxLength) {
    if (reworded == null || reworded.isBlank()) {
      return Reason.EMPTY;
    }
    if (reworded.length() > maxLength) {
      return Reason.TOO_LONG;
    }
    if (reworded.length() * 2 < approved.length()) {
      return Reason.TOO_SHORT;
    }
    if (!form(approved, reworded)) {
      return Reason.FORM;
    }
    String before = Plain.of(approved);
    String after = Plain.of(reworded);
    if (LINK.matcher(after).find()) {
      return Reason.LINK;
    }
    if (!Plain.figures(before).equals(Plain.figures(after))) {
      return Reason.NUMBERS;
    }
    return words(before, after, language);
  }

  private Reason words(String before, String after, String language) {
    List<String> old = Plain.words(before);
    List<String> now = Plain.words(after);
    if (!sameLanguage(old, now, after, language)) {
      return Reason.WRONG_LANGUAGE;
    }
    int negations = count(rules.negations(), old).values().stream().mapToInt(i -> i).sum();
    if (negations != count(rules.negations(), now).values().stream().mapToInt(i -> i).sum()) {
      return Reason.NEGATIONS;
    }
    Map<String, Integer> allowed = count(rules.controlled(), old);
    for (Map.Entry<String, Integer> entry : count(rules.controlled(), now).entrySet()) {
      if (entry.getValue() > allowed.getOrDefault(entry.getKey(), 0)) {
        return Reason.ADDED;
      }
    }
    if (!count(rules.exact(), old).equals(count(rules.exact(), now))) {
      return Reason.MEANING;
    }
    for (List<String> clause : rules.clauses()) {
      if (occurrences(before, clause) > occurrences(after, clause)) {
        return Reason.CLAUSE;
      }
    }
    return null;
  }

  private static Map<String, Integer> count(GuardRules.WordSet set, List<String> words) {
    Map<String, Integer> counts = new HashMap<>();
    for (String word : words) {
      String entry = set.match(word);
      if (entry != null) {
        counts.merge(entry, 1, Integer::sum);
      }
    }
    return counts;
  }

  private static int occurrences(String text, List<String> wordings) {
    int found = 0;
    for (String wording : wordings) {
      for (int at = text.indexOf(wording); at >= 0; at = text.indexOf(wording, at + 1)) {
        found++;
      }
    }
    return found;
  }

  private static boolean form(String approved, String reworded) {
    return reworded
        .codePoints()
        .allMatch(
            c -> {
              int type = Character.getType(c);
              boolean hidden =
                  type == Character.CONTROL && c != '\n'
                      || type == Character.FORMAT
                      || type == Character.SURROGATE
                      || type == Character.PRIVATE_USE
                      || type == Character.UNASSIGNED
                      || type == Character.LETTER_NUMBER
                      || type == Character.OTHER_NUMBER
                      || type == Character.ENCLOSING_MARK;
              boolean marked = c < 128 && MARKDOWN.contains((char) c);
              return !(hidden || marked) || approved.indexOf(c) >= 0;
            });
  }

  /** The script decides for Hindi; common words decide between English and Indonesian. */
  private boolean sameLanguage(List<String> old, List<String> now, String after, String language) {
    boolean hindi = language.equals("hi");
    Set<String> known = Set.copyOf(old);
    for (String word : now) {
      boolean devanagari =
          Character.UnicodeScript.of(word.codePointAt(0)) == Character.UnicodeScript.DEVANAGARI;
      boolean latin =
          word.codePoints()
              .allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN);
      boolean wrong = hindi ? !devanagari : !latin;
      if (wrong && !known.contains(word)) {
        return false;
      }
    }
    if (hindi) {
      return !after.isEmpty();
    }
    Set<String> foreign = rules.languages().get(language.equals("en") ? "id" : "en");
    return now.stream().noneMatch(w -> foreign.contains(w) && !known.contains(w));
  }
}
