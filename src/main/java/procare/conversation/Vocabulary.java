package procare.conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The single words of all lexicons and how far a written word may be from them: one typing mistake
 * from five letters on, two from nine. Uses a table of deletions, so a look-up does not depend on
 * the size of the lexicon.
 */
final class Vocabulary {
  private static final int FUZZY_FROM = 5;
  private static final int TWO_MISTAKES_FROM = 9;
  private static final int LONGEST = 24;

  private final Map<String, Set<Integer>> exact = new HashMap<>();
  private final Map<String, Set<Integer>> prefixes = new HashMap<>();
  private final Map<String, Set<String>> deletions = new HashMap<>();
  private final Map<String, Set<Integer>> fuzzy = new HashMap<>();
  private final Map<String, Set<String>> stemDeletions = new HashMap<>();
  private final Map<String, Set<Integer>> fuzzyStems = new HashMap<>();

  /**
   * @param entry a word, {@code =word} or {@code word*}
   * @param slot what the word stands for
   */
  void add(String entry, int slot) {
    boolean strict = entry.startsWith("=");
    boolean prefix = entry.endsWith("*");
    String word = entry.substring(strict ? 1 : 0, entry.length() - (prefix ? 1 : 0));
    (prefix ? prefixes : exact).computeIfAbsent(word, w -> new HashSet<>()).add(slot);
    if (!strict && word.length() >= FUZZY_FROM && !Character.isDigit(word.charAt(0))) {
      (prefix ? fuzzyStems : fuzzy).computeIfAbsent(word, w -> new HashSet<>()).add(slot);
      for (String shorter : shortened(word, prefix ? 1 : allowed(word))) {
        (prefix ? stemDeletions : deletions)
            .computeIfAbsent(shorter, w -> new HashSet<>())
            .add(word);
      }
    }
  }

  Set<Integer> slots(String word) {
    Set<Integer> found = new HashSet<>(exact.getOrDefault(word, Set.of()));
    for (int i = 1; i <= Math.min(word.length(), LONGEST); i++) {
      found.addAll(prefixes.getOrDefault(word.substring(0, i), Set.of()));
    }
    if (found.isEmpty() && word.length() >= FUZZY_FROM - 1 && word.length() <= LONGEST) {
      guess(word, allowed(word), deletions, fuzzy, found);
      for (int i = FUZZY_FROM - 1; i <= word.length(); i++) {
        guess(word.substring(0, i), 1, stemDeletions, fuzzyStems, found);
      }
    }
    return found;
  }

  private static void guess(
      String written,
      int mistakes,
      Map<String, Set<String>> table,
      Map<String, Set<Integer>> known,
      Set<Integer> found) {
    for (String shorter : shortened(written, mistakes)) {
      for (String candidate : table.getOrDefault(shorter, Set.of())) {
        if (near(written, candidate, mistakes)) {
          found.addAll(known.get(candidate));
        }
      }
    }
  }

  private static int allowed(String word) {
    return word.length() >= TWO_MISTAKES_FROM - 1 ? 2 : 1;
  }

  private static boolean near(String written, String known, int mistakes) {
    if (written.charAt(0) != known.charAt(0)) {
      return false;
    }
    int most = known.length() >= TWO_MISTAKES_FROM ? mistakes : 1;
    return Math.abs(written.length() - known.length()) <= most && distance(written, known) <= most;
  }

  private static Set<String> shortened(String word, int depth) {
    Set<String> all = new HashSet<>(Set.of(word));
    List<String> last = List.of(word);
    for (int d = 0; d < depth; d++) {
      List<String> next = new ArrayList<>();
      for (String w : last) {
        for (int i = 0; i < w.length(); i++) {
          String shorter = w.substring(0, i) + w.substring(i + 1);
          if (all.add(shorter)) {
            next.add(shorter);
          }
        }
      }
      last = next;
    }
    return all;
  }

  /** Optimal string alignment: insert, delete, replace, swap two neighbours. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1 && j > 1 && swapped(a, b, i, j)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  private static boolean swapped(String a, String b, int i, int j) {
    return a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
