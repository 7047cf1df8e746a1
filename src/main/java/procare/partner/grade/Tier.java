package procare.partner.grade;

import java.util.Locale;

/** Grades of packs; each needs its own rules and those of all below it. */
public enum Tier {
  /** It is safe: nothing is lost, mistaken for another's, or guessed. */
  BRONZE,
  /** It can be run: told of silence, of settings, of who calls whom. */
  SILVER,
  /** It can be relied on: critical values, corrections and every code are shown by samples. */
  GOLD,
  /** Nothing that the partner does is left to be found out. */
  PLATINUM;

  /** The word in pack.yaml. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException for another word
   */
  public static Tier of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
