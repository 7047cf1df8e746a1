package procare.conversation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A message after words were looked up: items in order for each grammar, and the spans of red
 * flags.
 *
 * @param items for the grammar of values
 * @param doses for the grammar of doses; the same words may be grouped otherwise
 * @param commands for whole-message commands
 * @param words words and numbers, to show what the patient wrote
 * @param markers languages whose unmistakable words were seen, one entry for each word
 * @param asking numbers of the sentences that end with a question mark
 */
record Sentence(
    List<Item> items,
    List<Item> doses,
    List<Item> commands,
    List<Span> redFlags,
    List<Token> words,
    List<String> markers,
    Set<Integer> asking) {
  /** Words of the grammar of values that the grammar of doses reads too. */
  private static final Set<String> SHARED =
      Set.of("drug", "insulin", "question", "hypothetical", "person", "self", "polite", "negation");

  static Sentence of(String message, PhraseMatcher matcher, NumberWords numbers) {
    List<Token> tokens = numbers.merged(matcher.lexicon().said(Tokens.of(message)), matcher);
    Shape[] shapes = Shape.of(tokens);
    List<Token> words = new ArrayList<>();
    List<Shape> wordShapes = new ArrayList<>();
    List<Boolean> commas = new ArrayList<>();
    Set<Integer> asking = new HashSet<>();
    boolean comma = false;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.kind() == Token.Kind.SIGN) {
        comma |= token.sign(',');
        if (token.sign('?')) {
          asking.add(token.sentence());
        }
      } else {
        words.add(token);
        wordShapes.add(shapes[i]);
        commas.add(comma);
        comma = false;
      }
    }
    List<Span> spans = matcher.match(words);
    Items items = new Items(words, wordShapes, commas);
    List<Span> redFlags = spans.stream().filter(s -> s.layer() == Layer.RED_FLAGS).toList();
    return new Sentence(
        items.of(spans.stream().filter(s -> s.layer() == Layer.WORDS).toList(), redFlags),
        items.of(spans.stream().filter(Sentence::ofDoses).toList(), List.of()),
        items.of(spans.stream().filter(s -> s.layer() == Layer.COMMANDS).toList(), List.of()),
        redFlags,
        words,
        spans.stream().filter(s -> s.layer() == Layer.MARKERS).map(Span::label).toList(),
        asking);
  }

  private static boolean ofDoses(Span span) {
    return span.layer() == Layer.DOSES
        || span.layer() == Layer.WORDS && SHARED.contains(span.label());
  }

  boolean asks() {
    return !asking.isEmpty();
  }

  /** The item at an index, or null beyond the ends. */
  Item at(int index) {
    return index >= 0 && index < items.size() ? items.get(index) : null;
  }

  boolean says(String label) {
    return items.stream().anyMatch(i -> i.is(label));
  }

  boolean says(int sentence, String label) {
    return items.stream().anyMatch(i -> i.token().sentence() == sentence && i.is(label));
  }
}
