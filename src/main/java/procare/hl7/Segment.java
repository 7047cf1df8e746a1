package procare.hl7;

import java.util.List;

/** One segment. Fields are numbered as HL7 does, from 1; in MSH the separator itself is field 1. */
public final class Segment {
  private final String id;
  private final String line;
  private final Delimiters with;

  /** Split when first asked for: most segments only pass through. */
  private volatile List<String> fields;

  Segment(String line, Delimiters with) {
    this.line = line;
    this.id = line.length() > 3 ? line.substring(0, 3) : line;
    this.with = with;
  }

  /** Such as {@code OBX}. */
  public String id() {
    return id;
  }

  /** As sent, without its end. */
  public String line() {
    return line;
  }

  /** A field, empty when the segment ends before it. */
  public Field field(int number) {
    boolean header = "MSH".equals(id);
    if (header && number == 1) {
      return new Field(String.valueOf(with.field()), with);
    }
    int index = header ? number - 1 : number;
    List<String> all = fields();
    return new Field(index < all.size() ? all.get(index) : "", with);
  }

  /** First component of the first repetition of a field, decoded, or null. */
  public String value(int number) {
    return field(number).value();
  }

  /** Number of the last field that was sent, if empty. */
  public int last() {
    return fields().size() - ("MSH".equals(id) ? 0 : 1);
  }

  private List<String> fields() {
    List<String> known = fields;
    if (known == null) {
      known = Field.split(line, with.field());
      fields = known;
    }
    return known;
  }
}
