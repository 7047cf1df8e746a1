package procare.conversation;

/** Words {@code from} (inclusive) to {@code to} (exclusive) of a message that a phrase matched. */
record Span(String label, Layer layer, int from, int to) {
  int length() {
    return to - from;
  }
}
