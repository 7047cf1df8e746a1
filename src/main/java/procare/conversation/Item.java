package procare.conversation;

import java.util.Set;

/**
 * One thing in a message: a number, or the longest run of words that the lexicon knows, or one
 * unknown word.
 *
 * @param token its first token
 * @param size number of words
 * @param labels classes of the lexicon; empty when unknown
 * @param shape of a number; null for words
 * @param comma whether a comma or the like stands before it
 */
record Item(Token token, int size, Set<String> labels, Shape shape, boolean comma) {
  boolean is(String label) {
    return labels.contains(label);
  }

  boolean any(Set<String> some) {
    return labels.stream().anyMatch(some::contains);
  }

  boolean number() {
    return token.number();
  }

  String text() {
    return token.text();
  }
}
