package procare.conversation;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Takes a message apart in one pass: compatibility forms and digits of every script become plain
 * ones, invisible characters go, numbers keep their decimals. Never fails, whatever the text.
 */
final class Tokens {
  /** WhatsApp allows 4,096 characters; what is longer was not typed. */
  static final int MAX_LENGTH = 5000;

  private static final int NUKTA = 0x093C;
  private static final int CHANDRABINDU = 0x0901;
  private static final int ANUSVARA = 0x0902;

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int sentence;
  private boolean glued;

  private Tokens(String text) {
    this.text = text;
  }

  static List<Token> of(String message) {
    String cut = message.length() > MAX_LENGTH ? message.substring(0, MAX_LENGTH) : message;
    Tokens scanner = new Tokens(plain(cut));
    scanner.scan();
    return scanner.tokens;
  }

  /** NFKC; ASCII digits; no invisible characters, apostrophes, skin tones or Devanagari dots. */
  static String plain(String message) {
    String composed = Normalizer.normalize(message, Normalizer.Form.NFKC);
    StringBuilder out = new StringBuilder(composed.length());
    for (int i = 0; i < composed.length(); ) {
      int c = composed.codePointAt(i);
      i += Character.charCount(c);
      int type = Character.getType(c);
      if (type == Character.DECIMAL_DIGIT_NUMBER) {
        out.append((char) ('0' + Character.digit(c, 10)));
      } else if (c == CHANDRABINDU) {
        out.appendCodePoint(ANUSVARA);
      } else if (!dropped(c, type)) {
        out.appendCodePoint(c);
      }
    }
    return out.toString();
  }

  private static boolean dropped(int c, int type) {
    return type == Character.FORMAT
        || type == Character.SURROGATE
        || c == NUKTA
        || c >= 0xFE00 && c <= 0xFE0F
        || c >= 0x1F3FB && c <= 0x1F3FF
        || c == '\''
        || c == 0x2019
        || c == 0x2018
        || c == '`';
  }

  private void scan() {
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (c >= '0' && c <= '9') {
        number();
      } else if (letter(c)) {
        word();
      } else {
        at += Character.charCount(c);
        other(c);
      }
    }
  }

  private static boolean letter(int c) {
    int type = Character.getType(c);
    return Character.isLetter(c)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  private void word() {
    StringBuilder word = new StringBuilder();
    int same = 0;
    int last = -1;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (!letter(c)) {
        break;
      }
      at += Character.charCount(c);
      int lower = Character.toLowerCase(c);
      same = lower == last ? same + 1 : 1;
      last = lower;
      if (same <= 2) {
        word.appendCodePoint(c);
      }
    }
    add(Token.Kind.WORD, word.toString());
  }

  /** Decimal point or comma with one or two decimals; "1,200" is one number, "110,165" are two. */
  private void number() {
    int start = at;
    int end = digits(start);
    at = end;
    if (end < text.length() && (text.charAt(end) == '.' || text.charAt(end) == ',')) {
      int decimals = digits(end + 1) - end - 1;
      boolean list = text.charAt(end) == ',' && decimals == 2 && end - start >= 2;
      boolean thousands = decimals == 3 && end - start == 1 && text.charAt(start) != '0';
      if (thousands) {
        at = digits(end + 1);
        add(Token.Kind.NUMBER, text.substring(start, end) + text.substring(end + 1, at));
        return;
      }
      if (decimals >= 1 && decimals <= 2 && !list) {
        at = digits(end + 1);
        add(Token.Kind.NUMBER, text.substring(start, end) + "." + text.substring(end + 1, at));
        return;
      }
    }
    add(Token.Kind.NUMBER, text.substring(start, end));
  }

  private int digits(int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private void other(int c) {
    int type = Character.getType(c);
    if (c == '%' || type == Character.OTHER_SYMBOL) {
      add(Token.Kind.WORD, Character.toString(c));
    } else if (c == '\n' || c == ';' || c == 0x0964 || c == '.' || c == '!' || c == '?') {
      add(Token.Kind.SIGN, Character.toString(c));
      sentence++;
    } else if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
      glued = false;
      return;
    } else {
      add(Token.Kind.SIGN, Character.toString(c));
    }
  }

  private void add(Token.Kind kind, String raw) {
    tokens.add(new Token(kind, raw.toLowerCase(Locale.ROOT), raw, glued, sentence));
    glued = true;
  }
}
