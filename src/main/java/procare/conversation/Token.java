package procare.conversation;

/**
 * A word, number or sign of a message.
 *
 * @param text normalised and in lower case
 * @param raw normalised, case kept: {@code HI} on a meter is upper case
 * @param glued whether nothing stands between it and the token before
 * @param sentence number of the sentence it stands in
 */
record Token(Kind kind, String text, String raw, boolean glued, int sentence) {
  enum Kind {
    WORD,
    NUMBER,
    SIGN
  }

  boolean number() {
    return kind == Kind.NUMBER;
  }

  boolean word() {
    return kind == Kind.WORD;
  }

  boolean sign(char c) {
    return kind == Kind.SIGN && text.charAt(0) == c;
  }
}
