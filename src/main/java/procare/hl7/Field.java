package procare.hl7;

import java.util.ArrayList;
import java.util.List;

/**
 * One field, or one repetition of it, as sent. Nothing is checked here; a caller asks for the parts
 * that it needs. HL7's null ({@code ""}) counts as no value.
 *
 * @param raw with its separators and escape sequences, never null
 */
public record Field(String raw, Delimiters with) {
  private static final String NULL = "\"\"";

  /** True when nothing was sent. */
  public boolean isEmpty() {
    return raw.isBlank() || NULL.equals(raw);
  }

  /** The repetitions; none of an empty field. */
  public List<Field> repetitions() {
    if (isEmpty()) {
      return List.of();
    }
    return split(raw, with.repetition()).stream().map(part -> new Field(part, with)).toList();
  }

  /** The first repetition. */
  public Field first() {
    int end = with.repetition() == 0 ? -1 : raw.indexOf(with.repetition());
    return end < 0 ? this : new Field(raw.substring(0, end), with);
  }

  /**
   * First subcomponent of a component of the first repetition, decoded.
   *
   * @param number from 1
   * @return null when nothing was sent
   */
  public String component(int number) {
    return subcomponent(number, 1);
  }

  /**
   * @param component from 1
   * @param number from 1
   * @return decoded, or null when nothing was sent
   */
  public String subcomponent(int component, int number) {
    String part = part(first().raw, with.component(), component);
    return text(part == null ? null : part(part, with.subcomponent(), number));
  }

  /** A component with what looks like its subcomponents, decoded: an address or link in full. */
  public String wholeComponent(int number) {
    return text(part(first().raw, with.component(), number));
  }

  /** First component of the first repetition, decoded, or null. */
  public String value() {
    return component(1);
  }

  /** All of it, whatever separators stand in it, decoded: free text in full. Null when empty. */
  public String whole() {
    return text(raw);
  }

  private String text(String part) {
    if (part == null || NULL.equals(part)) {
      return null;
    }
    String text = Escapes.decode(part, with).strip();
    return text.isEmpty() ? null : text;
  }

  private static String part(String raw, char separator, int number) {
    int start = 0;
    for (int i = 1; i < number; i++) {
      int next = separator == 0 ? -1 : raw.indexOf(separator, start);
      if (next < 0) {
        return null;
      }
      start = next + 1;
    }
    int end = separator == 0 ? -1 : raw.indexOf(separator, start);
    return raw.substring(start, end < 0 ? raw.length() : end);
  }

  /** Parts between separators, empty ones too. */
  static List<String> split(String raw, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    while (true) {
      int end = separator == 0 ? -1 : raw.indexOf(separator, start);
      if (end < 0) {
        parts.add(raw.substring(start));
        return parts;
      }
      parts.add(raw.substring(start, end));
      start = end + 1;
    }
  }
}
