package procare.conversation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Collects the dangers named in a message. Every doubt counts as danger; only a negation right
 * before the words ("no chest pain") or "nahi hai" right behind them takes them back.
 */
final class RedFlags {
  /** Blood ketones from here on mean impending ketoacidosis (consensus report, table 1). */
  private static final BigDecimal KETONES_MMOL_L = new BigDecimal("1.6");

  private static final Set<String> BEFORE =
      Set.of("no", "not", "without", "never", "tidak", "gak", "nggak", "bukan", "tanpa");
  private static final Set<String> AFTER = Set.of("nahi", "nahin", "nhi", "nai", "नहीं", "नही");
  private static final Set<String> AFTER_THAT = Set.of("hai", "h", "he", "hain", "है", "हैं");

  private RedFlags() {}

  static List<RedFlag> in(Sentence message, BigDecimal ketones) {
    Map<RedFlag.Code, RedFlag> found = new EnumMap<>(RedFlag.Code.class);
    for (Span span : message.redFlags()) {
      if (!takenBack(message.words(), span)) {
        RedFlag.Code code = RedFlag.Code.valueOf(span.label());
        found.putIfAbsent(code, new RedFlag(code, words(message.words(), span)));
      }
    }
    if (ketones != null && ketones.compareTo(KETONES_MMOL_L) >= 0) {
      found.putIfAbsent(
          RedFlag.Code.KETONES, new RedFlag(RedFlag.Code.KETONES, "ketones " + ketones));
    }
    return new ArrayList<>(found.values());
  }

  private static boolean takenBack(List<Token> words, Span span) {
    for (int i = span.from(); i < span.to(); i++) {
      String word = words.get(i).text();
      if (BEFORE.contains(word) || AFTER.contains(word) || word.endsWith("nt")) {
        return false;
      }
    }
    if (span.from() > 0
        && BEFORE.contains(words.get(span.from() - 1).text())
        && words.get(span.from() - 1).sentence() == words.get(span.from()).sentence()) {
      return true;
    }
    return span.to() + 1 < words.size()
        && AFTER.contains(words.get(span.to()).text())
        && AFTER_THAT.contains(words.get(span.to() + 1).text());
  }

  private static String words(List<Token> words, Span span) {
    return words.subList(span.from(), span.to()).stream()
        .map(Token::raw)
        .collect(Collectors.joining(" "));
  }
}
