package procare.whatsapp;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import procare.conversation.MessageBook;
import procare.delivery.Attempt;
import procare.delivery.Button;

/**
 * Quick replies as a numbered menu, for gateways that answer 201 to buttons and deliver none
 * (contracts.md §0, trap 8).
 */
@Component
public class Menus {
  private static final String CHOOSE = "menu.choose";
  private final MessageBook book;

  public Menus(MessageBook book) {
    this.book = book;
    book.require(CHOOSE);
  }

  /** The body, followed by the choices when there are any. */
  public String text(Attempt attempt) {
    List<Button> buttons = attempt.buttons();
    if (buttons.isEmpty()) {
      return attempt.body();
    }
    StringBuilder text = new StringBuilder(attempt.body()).append('\n');
    for (int i = 0; i < buttons.size(); i++) {
      text.append('\n').append(i + 1).append(". ").append(buttons.get(i).title());
    }
    return text.append("\n\n").append(book.render(CHOOSE, attempt.language(), Map.of())).toString();
  }
}
