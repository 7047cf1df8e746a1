package procare.partner.reading;

/**
 * A document that cannot be read as its pack says. The message names the place and the remedy,
 * never a value of the document: it may go to logs and to the partner.
 */
public final class UnreadableDocument extends Exception {
  private static final long serialVersionUID = 1L;
  private final String place;

  /**
   * @param place JSON pointer, FHIR path, or row and column
   * @param problem what is wrong there and what would be right
   */
  public UnreadableDocument(String place, String problem) {
    super((place.isEmpty() ? "The document" : place) + " " + problem);
    this.place = place;
  }

  /** JSON pointer, FHIR path, or row and column; empty for the whole document. */
  public String place() {
    return place;
  }
}
