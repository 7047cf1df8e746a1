package procare.glucose;

/** What a meter word says instead of a number: LO is below, HI above what the meter can measure. */
public enum Comparator {
  LESS("<"),
  GREATER(">");

  private final String code;

  Comparator(String code) {
    this.code = code;
  }

  /** As stored and sent: {@code <} or {@code >}. */
  public String code() {
    return code;
  }

  /**
   * @return null for null, since most readings have none
   * @throws IllegalArgumentException for anything but {@code <}, {@code >} and null
   */
  public static Comparator of(String code) {
    if (code == null) {
      return null;
    }
    return switch (code) {
      case "<" -> LESS;
      case ">" -> GREATER;
      default -> throw new IllegalArgumentException("no comparator: < or >");
    };
  }
}
