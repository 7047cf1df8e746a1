package procare.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How one language makes numbers of words: section {@code numbers} of its lexicon. */
final class NumberLanguage {
  private static final BigDecimal MOST = BigDecimal.valueOf(999);

  /** Values in mmol/L, which are the only ones with decimals, end at 33.3. */
  private static final int MOST_WITH_DECIMALS = 33;

  private static final int HUNDRED = 100;
  private static final Set<String> SINCE =
      Set.of("since", "from", "till", "until", "sejak", "dari", "sampai");

  private final Map<String, Integer> units;
  private final Map<String, Integer> whole;
  private final Map<String, Integer> tens;
  private final Map<String, Set<String>> classes = new HashMap<>();
  private final Set<String> all = new HashSet<>();

  private NumberLanguage(JsonNode section) {
    units = values(section.path("units"));
    whole = values(section.path("whole"));
    tens = values(section.path("tens"));
    section
        .properties()
        .forEach(
            e -> {
              if (e.getValue().isArray()) {
                Set<String> words = new HashSet<>();
                e.getValue().forEach(w -> words.add(plain(w.asText())));
                classes.put(e.getKey(), words);
              }
            });
    all.addAll(units.keySet());
    all.addAll(whole.keySet());
    all.addAll(tens.keySet());
    Stream.of("hundred", "one-hundred", "times-ten", "plus-ten")
        .forEach(name -> all.addAll(words(name)));
  }

  static NumberLanguage of(String language) {
    String path = "/lexicon/" + language + ".yaml";
    try (InputStream in = NumberLanguage.class.getResourceAsStream(path)) {
      return new NumberLanguage(YAMLMapper.builder().build().readTree(in).path("numbers"));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private static Map<String, Integer> values(JsonNode section) {
    Map<String, Integer> values = new HashMap<>();
    section
        .properties()
        .forEach(e -> e.getValue().forEach(w -> put(values, plain(w.asText()), e.getKey())));
    return values;
  }

  private static void put(Map<String, Integer> values, String word, String number) {
    Integer other = values.put(word, Integer.valueOf(number));
    if (other != null && !other.equals(Integer.valueOf(number))) {
      throw new IllegalStateException("lexicon numbers: " + word + " is two numbers");
    }
  }

  private static String plain(String word) {
    return Tokens.plain(word).toLowerCase(Locale.ROOT);
  }

  /**
   * A number in a message.
   *
   * @param to index behind its last token
   * @param clock whether it may be a time as well: "one thirty"
   * @param doubtful whether its only word often means something else
   */
  record Found(NumberLanguage language, BigDecimal value, int to, boolean clock, boolean doubtful) {
    private Found plus(int more, int end) {
      return new Found(language, value.add(BigDecimal.valueOf(more)), end, clock, false);
    }
  }

  /** Words for what is below 100, each with its value. */
  Map<String, Integer> spellings() {
    Map<String, Integer> all = new HashMap<>(units);
    all.putAll(whole);
    all.putAll(tens);
    return all;
  }

  /** Whether a number may begin with, or be, this token. */
  boolean starts(Token token) {
    return all.contains(token.text())
        || words("point").contains(token.text())
        || Stream.of("one-and-half", "two-and-half").anyMatch(c -> words(c).contains(token.text()));
  }

  boolean since(String before) {
    return SINCE.contains(before);
  }

  boolean date(String before, String behind) {
    return words("months").contains(before)
        || words("months").contains(behind)
        || words("ordinals").contains(behind);
  }

  boolean barred(String before, String behind) {
    return words("bars").contains(before) || words("bars").contains(behind);
  }

  /** Behind the last of the number words that follow without a pause. */
  int endOfRow(List<Token> tokens, int from) {
    int at = from;
    while (at < tokens.size()
        && all.contains(tokens.get(at).text())
        && tokens.get(at).sentence() == tokens.get(from - 1).sentence()) {
      at++;
    }
    return at;
  }

  /** The longest number that begins at a token. */
  Optional<Found> at(List<Token> tokens, int at) {
    Reader reader = new Reader(tokens);
    return Stream.of(reader.decimal(at), reader.hundreds(at), reader.spoken(at), reader.below(at))
        .filter(f -> f != null && f.value().compareTo(MOST) <= 0)
        .reduce((one, other) -> other.to() > one.to() ? other : one);
  }

  private Set<String> words(String name) {
    return classes.getOrDefault(name, Set.of());
  }

  private Found found(long value, int to) {
    return new Found(this, BigDecimal.valueOf(value), to, false, false);
  }

  /** Rules of the grammar; each gives null where it does not fit. */
  private final class Reader {
    private final List<Token> tokens;

    Reader(List<Token> tokens) {
      this.tokens = tokens;
    }

    private String word(int at) {
      return at < tokens.size() ? tokens.get(at).text() : "";
    }

    private boolean is(int at, String name) {
      return words(name).contains(word(at));
    }

    private int unit(int at) {
      return units.getOrDefault(word(at), 0);
    }

    /** "sixty-two" has a hyphen between. */
    private int hyphen(int at) {
      boolean joined =
          at + 1 < tokens.size() && tokens.get(at).sign('-') && tokens.get(at + 1).glued();
      return joined ? at + 1 : at;
    }

    Found below(int at) {
      Integer ten = tens.get(word(at));
      if (ten != null) {
        int next = hyphen(at + 1);
        return unit(next) > 0 ? found(ten + unit(next), next + 1) : found(ten, at + 1);
      }
      Integer stands = whole.get(word(at));
      if (stands != null) {
        return new Found(
            NumberLanguage.this, BigDecimal.valueOf(stands), at + 1, false, is(at, "doubtful"));
      }
      int unit = unit(at);
      if (unit == 0) {
        return null;
      }
      if (is(at + 1, "times-ten")) {
        int more = unit(at + 2);
        return found(unit * 10L + more, more > 0 ? at + 3 : at + 2);
      }
      return is(at + 1, "plus-ten") ? found(unit + 10L, at + 2) : found(unit, at + 1);
    }

    Found hundreds(int at) {
      Found head = head(at);
      if (head == null) {
        return null;
      }
      int next = is(head.to(), "and") ? head.to() + 1 : hyphen(head.to());
      Found rest = below(next);
      return rest == null ? head : head.plus(rest.value().intValue(), rest.to());
    }

    private Found head(int at) {
      if (is(at, "one-hundred")) {
        return found(HUNDRED, at + 1);
      }
      if (is(at, "hundred")) {
        return new Found(
            NumberLanguage.this, BigDecimal.valueOf(HUNDRED), at + 1, false, is(at, "doubtful"));
      }
      if (is(at, "article") && is(at + 1, "hundred")) {
        return new Found(NumberLanguage.this, BigDecimal.valueOf(HUNDRED), at + 2, false, true);
      }
      if (is(at + 1, "hundred")) {
        int value =
            is(at, "one-and-half")
                ? 150
                : is(at, "two-and-half") ? 250 : is(at, "and-quarter") ? 125 : unit(at) * HUNDRED;
        return value == 0 ? null : found(value, at + 2);
      }
      int unit = unit(at + 1) * HUNDRED;
      if (unit == 0 || !is(at + 2, "hundred")) {
        return null;
      }
      int part =
          is(at, "and-quarter") ? 25 : is(at, "and-half") ? 50 : is(at, "less-quarter") ? -25 : 0;
      return part == 0 ? null : found((long) unit + part, at + 3);
    }

    /** "one eighty", "two oh five": only where tens are words of their own. */
    Found spoken(int at) {
      int unit = unit(at);
      if (unit == 0 || tens.isEmpty()) {
        return null;
      }
      int next = hyphen(at + 1);
      if (is(next, "zero") && unit(next + 1) > 0) {
        return found((long) unit * HUNDRED + unit(next + 1), next + 2);
      }
      Found rest = below(next);
      if (rest == null || rest.value().intValue() < 10) {
        return null;
      }
      int minutes = rest.value().intValue();
      return new Found(
          NumberLanguage.this,
          BigDecimal.valueOf((long) unit * HUNDRED + minutes),
          rest.to(),
          minutes < 60,
          false);
    }

    Found decimal(int at) {
      Found whole = below(at);
      if (whole == null
          || !is(whole.to(), "point")
          || whole.value().intValue() > MOST_WITH_DECIMALS) {
        return null;
      }
      int digit = whole.to() + 1;
      if (unit(digit) == 0 && !is(digit, "zero")) {
        return null;
      }
      return new Found(
          NumberLanguage.this,
          new BigDecimal(whole.value() + "." + unit(digit)),
          digit + 1,
          false,
          false);
    }
  }
}
