package procare.conversation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What the form of a number alone says: "98765 43210", "12/3/2026", "8:30", "140/90". */
enum Shape {
  PLAIN,
  /** One of two values written together: "110/165", "110-165". */
  PAIR,
  PRESSURE,
  PHONE,
  DATE,
  TIME,
  OTHER;

  private static final int PHONE_DIGITS = 9;

  /** A shape for every token; null for words and signs. */
  static Shape[] of(List<Token> tokens) {
    Shape[] shapes = new Shape[tokens.size()];
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).number() && shapes[i] == null) {
        List<Integer> chain = chain(tokens, i);
        Shape shape = chain(tokens, chain);
        chain.forEach(at -> shapes[at] = shape);
      }
    }
    return shapes;
  }

  private static List<Integer> chain(List<Token> tokens, int first) {
    List<Integer> chain = new ArrayList<>(List.of(first));
    int at = first;
    while (at + 1 < tokens.size() && chain.size() < 8) {
      Token next = tokens.get(at + 1);
      boolean phone = digits(tokens, at) >= 4 || plus(tokens, first);
      if (next.number() && phone && (digits(tokens, at + 1) >= 3 || plus(tokens, first))) {
        at++;
      } else if (joins(next)
          && at + 2 < tokens.size()
          && tokens.get(at + 2).number()
          && (next.sign('/') || next.glued() && tokens.get(at + 2).glued())) {
        at += 2;
      } else {
        break;
      }
      chain.add(at);
    }
    return chain;
  }

  private static boolean joins(Token token) {
    return token.sign('/') || token.sign('-') || token.sign(':') || token.sign('.');
  }

  private static boolean plus(List<Token> tokens, int first) {
    return first > 0 && tokens.get(first - 1).sign('+') && tokens.get(first).glued();
  }

  private static int digits(List<Token> tokens, int at) {
    return tokens.get(at).text().replace(".", "").length();
  }

  private static Shape chain(List<Token> tokens, List<Integer> chain) {
    int digits = chain.stream().mapToInt(at -> digits(tokens, at)).sum();
    int first = chain.get(0);
    Token sign = chain.size() > 1 ? tokens.get(first + 1) : null;
    if (plus(tokens, first) && digits > 4 || digits >= PHONE_DIGITS && chain.size() <= 2) {
      return PHONE;
    }
    if (chain.size() == 1) {
      return PLAIN;
    }
    if (chain.size() > 2) {
      return digits >= PHONE_DIGITS ? PHONE : DATE;
    }
    BigDecimal a = new BigDecimal(tokens.get(first).text());
    BigDecimal b = new BigDecimal(tokens.get(chain.get(1)).text());
    boolean values = within(a, 40, 600) && within(b, 40, 600);
    if (sign.sign('/')
        && within(a, 80, 260)
        && within(b, 40, 160)
        && a.subtract(b).compareTo(BigDecimal.TEN) >= 0) {
      return PRESSURE;
    }
    if (sign.sign(':') && within(a, 0, 24) && within(b, 0, 59)) {
      return TIME;
    }
    if (values) {
      return PAIR;
    }
    return sign.number() || digits >= PHONE_DIGITS ? PHONE : sign.sign('/') ? DATE : OTHER;
  }

  private static boolean within(BigDecimal value, int low, int high) {
    return value.compareTo(BigDecimal.valueOf(low)) >= 0
        && value.compareTo(BigDecimal.valueOf(high)) <= 0;
  }
}
