package procare.conversation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns numbers that are written as words into numbers, before anything else is read: "sixty two",
 * "one eighty", "do sau dus", "enam puluh dua", "seven point two". Whole numbers below 20 stay
 * words, since "two tablets" and "one of them" count other things; so does a row of number words
 * that is no single number, and what is a time or a date.
 */
final class NumberWords {
  private static final BigDecimal LEAST = BigDecimal.valueOf(20);

  /** Words of {@code lexicon/*.yaml} whose presence says that the sentence is about sugar. */
  private static final Set<String> ABOUT_SUGAR =
      Set.of(
          "glucose",
          "meter",
          "unit-mgdl",
          "unit-mmol",
          "FASTING",
          "BEFORE_MEAL",
          "AFTER_MEAL",
          "BEDTIME",
          "RANDOM");

  private static final Set<String> BEFORE_TIME = Set.of("time-prefix", "connector");
  private static final Set<String> BEHIND_TIME = Set.of("time-unit", "day-part");

  private final List<NumberLanguage> languages =
      MessageBook.LANGUAGES.stream().map(NumberLanguage::of).toList();

  /**
   * @param tokens of a message
   * @param matcher tells what the words around a number are
   */
  List<Token> merged(List<Token> tokens, PhraseMatcher matcher) {
    if (tokens.stream().noneMatch(t -> languages.stream().anyMatch(l -> l.starts(t)))) {
      return tokens;
    }
    return new Pass(tokens, matcher).merged();
  }

  /** One message. */
  private final class Pass {
    private final List<Token> tokens;
    private final List<Set<String>> labels;
    private final List<Token> out = new ArrayList<>();

    Pass(List<Token> tokens, PhraseMatcher matcher) {
      this.tokens = tokens;
      this.labels = labels(tokens, matcher);
    }

    List<Token> merged() {
      for (int at = 0; at < tokens.size(); ) {
        NumberLanguage.Found best = longest(at);
        if (best == null) {
          out.add(tokens.get(at++));
          continue;
        }
        int rest = best.language().endOfRow(tokens, best.to());
        if (rest == best.to() && counts(at, best)) {
          Token first = tokens.get(at);
          String digits = best.value().toPlainString();
          out.add(new Token(Token.Kind.NUMBER, digits, digits, first.glued(), first.sentence()));
        } else {
          out.addAll(tokens.subList(at, rest));
        }
        at = rest;
      }
      return out;
    }

    private NumberLanguage.Found longest(int at) {
      NumberLanguage.Found best = null;
      for (NumberLanguage language : languages) {
        Optional<NumberLanguage.Found> found = language.at(tokens, at);
        if (found.isPresent() && (best == null || found.get().to() > best.to())) {
          best = found.get();
        }
      }
      return best;
    }

    private boolean counts(int from, NumberLanguage.Found found) {
      boolean decimal = found.value().scale() > 0;
      boolean mmol = is(found.to(), Set.of("unit-mmol"));
      if (found.value().compareTo(LEAST) < 0 && !decimal && !mmol) {
        return false;
      }
      if (found.clock()
          && (is(from - 1, BEFORE_TIME)
              || found.language().since(word(from - 1))
              || is(found.to(), BEHIND_TIME))) {
        return false;
      }
      for (NumberLanguage language : languages) {
        if (language.date(word(from - 1), word(found.to()))) {
          return false;
        }
      }
      return !found.doubtful()
          || found.to() - from == tokens.size()
          || !found.language().barred(word(from - 1), word(found.to())) && aboutSugar(from);
    }

    private boolean aboutSugar(int at) {
      for (int i = 0; i < tokens.size(); i++) {
        if (tokens.get(i).sentence() == tokens.get(at).sentence() && is(i, ABOUT_SUGAR)) {
          return true;
        }
      }
      return false;
    }

    private boolean is(int at, Set<String> some) {
      return at >= 0 && at < tokens.size() && labels.get(at).stream().anyMatch(some::contains);
    }

    private String word(int at) {
      return at >= 0 && at < tokens.size() ? tokens.get(at).text() : "";
    }
  }

  /** Classes of the grammar of values, for every token. */
  private static List<Set<String>> labels(List<Token> tokens, PhraseMatcher matcher) {
    List<Set<String>> labels = new ArrayList<>();
    List<Token> words = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      labels.add(new HashSet<>());
      if (tokens.get(i).kind() != Token.Kind.SIGN) {
        words.add(tokens.get(i));
        places.add(i);
      }
    }
    for (Span span : matcher.match(words)) {
      if (span.layer() == Layer.WORDS) {
        for (int i = span.from(); i < span.to(); i++) {
          labels.get(places.get(i)).add(span.label());
        }
      }
    }
    return labels;
  }
}
