package procare.conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Groups the words of a message into the longest runs that one grammar knows, left to right. */
record Items(List<Token> words, List<Shape> shapes, List<Boolean> commas) {
  /**
   * @param spans what the grammar knows
   * @param dangerous spans of red flags; their words are not unknown
   */
  List<Item> of(List<Span> spans, List<Span> dangerous) {
    Map<Integer, Integer> longest = new HashMap<>();
    Map<Integer, Set<String>> labels = new HashMap<>();
    for (Span span : spans) {
      int known = longest.getOrDefault(span.from(), 0);
      if (span.length() > known) {
        longest.put(span.from(), span.length());
        labels.put(span.from(), new HashSet<>());
      }
      if (span.length() >= known) {
        labels.get(span.from()).add(span.label());
      }
    }
    Set<Integer> flagged = new HashSet<>();
    for (Span span : dangerous) {
      for (int i = span.from(); i < span.to(); i++) {
        flagged.add(i);
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
      if (flagged.contains(at)) {
        known.add("red-flag");
      }
      items.add(new Item(words.get(at), size, known, shapes.get(at), commas.get(at)));
      at += size;
    }
    return items;
  }
}
