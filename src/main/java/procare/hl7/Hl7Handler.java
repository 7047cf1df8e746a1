package procare.hl7;

/**
 * Does what messages of some kind ask for. All such beans are asked; the first that handles does.
 */
public interface Hl7Handler {
  /**
   * @param type such as {@code ORU^R01}
   */
  boolean handles(Hl7Partner.Kind kind, String type);

  /**
   * Does it, in the transaction of the caller. The same message may come again after a failure; its
   * effects are rolled back before. An exception that may pass by itself ({@link
   * org.springframework.dao.TransientDataAccessException}) is tried again; any other puts the
   * message aside for a person.
   */
  void handle(StoredMessage message);
}
