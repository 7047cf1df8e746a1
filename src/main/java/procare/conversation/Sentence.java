package procare.conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A message after words were looked up: items in order, and the spans of red flags.
 *
 * @param words words and numbers, to show what the patient wrote
 */
record Sentence(List<Item> items, List<Span> redFlags, List<Token> words, boolean asks) {

  static Sentence of(String message, PhraseMatcher matcher) {
    List<Token> tokens = Tokens.of(message);
    Shape[] shapes = Shape.of(tokens);
    List<Token> words = new ArrayList<>();
    List<Shape> wordShapes = new ArrayList<>();
    List<Boolean> commas = new ArrayList<>();
    boolean comma = false;
    boolean asks = false;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.kind() == Token.Kind.SIGN) {
        comma |= token.sign(',');
        asks |= token.sign('?');
      } else {
        words.add(token);
        wordShapes.add(shapes[i]);
        commas.add(comma);
        comma = false;
      }
    }
    List<Span> spans = matcher.match(words);
    return new Sentence(
        items(words, wordShapes, commas, spans),
        spans.stream().filter(Span::redFlag).toList(),
        words,
        asks);
  }

  private static List<Item> items(
      List<Token> words, List<Shape> shapes, List<Boolean> commas, List<Span> spans) {
    Map<Integer, Integer> longest = new HashMap<>();
    Map<Integer, Set<String>> labels = new HashMap<>();
    Set<Integer> dangerous = new HashSet<>();
    for (Span span : spans) {
      if (span.redFlag()) {
        for (int i = span.from(); i < span.to(); i++) {
          dangerous.add(i);
        }
        continue;
      }
      int known = longest.getOrDefault(span.from(), 0);
      if (span.length() > known) {
        longest.put(span.from(), span.length());
        labels.put(span.from(), new HashSet<>());
      }
      if (span.length() >= known) {
        labels.get(span.from()).add(span.label());
      }
    }
    List<Item> items = new ArrayList<>();
    for (int at = 0; at < words.size(); ) {
      int size = longest.getOrDefault(at, 1);
      Set<String> known = labels.getOrDefault(at, new HashSet<>());
      if (words.get(at).number() && (size == 1 || !known.contains("hba1c"))) {
        size = 1;
        known = new HashSet<>();
      }
      if (dangerous.contains(at)) {
        known.add("red-flag");
      }
      items.add(new Item(words.get(at), size, known, shapes.get(at), commas.get(at)));
      at += size;
    }
    return items;
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
