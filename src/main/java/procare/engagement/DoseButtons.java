package procare.engagement;

import java.util.List;
import java.util.Map;
import procare.conversation.MessageBook;
import procare.delivery.Button;
import procare.delivery.Buttons;

/**
 * The quick replies below the reminder of a dose. Their titles are words that the interpreter reads
 * the same way, since some gateways give back the title only.
 */
final class DoseButtons {
  static final String TAKEN = "dose.taken";
  static final String NOT_TAKEN = "dose.not-taken";
  static final String LATER = "dose.later";

  /** In the order in which they are shown; a menu numbers them from 1. */
  static final List<String> IDS = List.of(TAKEN, NOT_TAKEN, LATER);

  private static final String TITLE = "button.";

  private DoseButtons() {}

  static List<Button> of(MessageBook book, String language) {
    return IDS.stream()
        .map(id -> new Button(id, book.render(TITLE + id, language, Map.of())))
        .toList();
  }

  /** As the column {@code delivery.buttons} keeps them. */
  static String json(MessageBook book, String language) {
    IDS.forEach(id -> book.require(TITLE + id));
    return Buttons.json(of(book, language));
  }
}
