package procare.conversation;

/**
 * Sections of a lexicon. Each is matched by itself, so that a word may mean one thing to the
 * grammar of values and another to the grammar of doses.
 */
enum Layer {
  WORDS("words"),
  DOSES("doses"),
  COMMANDS("commands"),
  RED_FLAGS("red-flags"),
  /** Words that only one of the languages has. */
  MARKERS("markers");

  private final String section;

  Layer(String section) {
    this.section = section;
  }

  String section() {
    return section;
  }
}
