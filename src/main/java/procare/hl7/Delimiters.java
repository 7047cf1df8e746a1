package procare.hl7;

/**
 * The characters that one message separates its parts by (HL7 v2.5.1 chapter 2.5.4), from MSH-1 and
 * MSH-2.
 *
 * @param field MSH-1, usually {@code |}
 * @param component usually {@code ^}
 * @param repetition usually {@code ~}
 * @param escape usually a backslash; 0 when the sender has none
 * @param subcomponent usually {@code &}; 0 when the sender has none
 */
public record Delimiters(
    char field, char component, char repetition, char escape, char subcomponent) {
  /** What nearly everybody uses. */
  public static final Delimiters USUAL = new Delimiters('|', '^', '~', '\\', '&');

  private static final int HEADER = 4;

  /**
   * Reads them from the beginning of a message.
   *
   * @param header begins with {@code MSH}, {@code FHS} or {@code BHS}
   * @throws IllegalArgumentException when the header is too short to tell a field separator and a
   *     component separator
   */
  public static Delimiters of(String header) {
    if (header.length() < HEADER || Character.isLetterOrDigit(header.charAt(3))) {
      throw new IllegalArgumentException("MSH names no separators");
    }
    char field = header.charAt(3);
    int end = header.indexOf(field, HEADER);
    String encoding = header.substring(HEADER, end < 0 ? header.length() : end);
    if (encoding.isEmpty()) {
      return new Delimiters(field, '^', '~', '\\', '&');
    }
    return new Delimiters(
        field, encoding.charAt(0), at(encoding, 1), at(encoding, 2), at(encoding, 3));
  }

  private static char at(String encoding, int index) {
    return index < encoding.length() ? encoding.charAt(index) : 0;
  }

  /** MSH-2 as the sender wrote it. */
  public String encoding() {
    StringBuilder text = new StringBuilder(4).append(component);
    for (char c : new char[] {repetition, escape, subcomponent}) {
      if (c != 0) {
        text.append(c);
      }
    }
    return text.toString();
  }
}
