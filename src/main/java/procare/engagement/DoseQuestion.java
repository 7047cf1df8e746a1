package procare.engagement;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import procare.conversation.Context;
import procare.conversation.Intent;
import procare.conversation.Pending;
import procare.conversation.Understanding;
import procare.delivery.Button;
import procare.delivery.MenuChoices;
import procare.engagement.Audience.Reader;
import procare.event.Event;
import procare.reminder.DoseAnswers;
import procare.reminder.DoseAnswers.Asked;

/**
 * Knows whether a message answers the reminder of a dose, so that "yes", "2", 👍 and a button are
 * read as that. A question about glucose goes first: there a number may tell of danger.
 */
@Component
class DoseQuestion {
  private static final Map<String, Intent> BUTTONS =
      Map.of(
          DoseButtons.TAKEN, Intent.MEDICATION_TAKEN,
          DoseButtons.NOT_TAKEN, Intent.MEDICATION_NOT_TAKEN,
          DoseButtons.LATER, Intent.MEDICATION_LATER);

  /** The order of the buttons; for a reminder that is no longer the last message. */
  private static final Map<String, Intent> NUMBERS =
      Map.of(
          "1", Intent.MEDICATION_TAKEN,
          "2", Intent.MEDICATION_NOT_TAKEN,
          "3", Intent.MEDICATION_LATER);

  private final DoseAnswers doses;
  private final MenuChoices menus;
  private final PendingQuestions questions;

  DoseQuestion(DoseAnswers doses, MenuChoices menus, PendingQuestions questions) {
    this.doses = doses;
    this.menus = menus;
    this.questions = questions;
  }

  /**
   * @param glucose whether a value was asked for a short while ago
   */
  Pending pending(Event event, Reader reader, boolean glucose) {
    if (!reader.patient()) {
      return glucose ? Pending.GLUCOSE : Pending.NONE;
    }
    String quoted = quoted(event);
    if (quoted != null) {
      boolean dose = doses.tellsOfDose(reader.id(), gateway(event), quoted);
      return dose ? Pending.DOSE : glucose ? Pending.GLUCOSE : Pending.NONE;
    }
    if (glucose) {
      return Pending.GLUCOSE;
    }
    return doses.asked(reader.id()) == Asked.OPEN && !confirming(reader)
        ? Pending.DOSE
        : Pending.NONE;
  }

  /** What a button says, or a bare number after a reminder that offers numbers. */
  Optional<Understanding> chosen(Event event, String text, Context context, Reader reader) {
    if (reader == null || !reader.patient()) {
      return Optional.empty();
    }
    Intent button = BUTTONS.get(event.data().path("buttonId").asText(""));
    if (button != null) {
      return Optional.of(says(button, reader));
    }
    String number = text.strip();
    if (!NUMBERS.containsKey(number)) {
      return Optional.empty();
    }
    Optional<Button> menu = menu(event, text);
    if (menu.isPresent()) {
      return Optional.ofNullable(BUTTONS.get(menu.get().id())).map(intent -> says(intent, reader));
    }
    boolean answers =
        context.pending() == Pending.DOSE
            || context.pending() == Pending.NONE
                && quoted(event) == null
                && doses.asked(reader.id()) != Asked.NO;
    return answers ? Optional.of(says(NUMBERS.get(number), reader)) : Optional.empty();
  }

  /** The title of the button that a number stands for, else the text itself. */
  String menuText(Event event, String text) {
    return menu(event, text).map(Button::title).orElse(text);
  }

  private Optional<Button> menu(Event event, String text) {
    String address = event.data().path("address").asText(null);
    return address == null
        ? Optional.empty()
        : menus.of(address, text).map(MenuChoices.Choice::button);
  }

  /** A bare yes then keeps a reading; it cannot mean two things. */
  private boolean confirming(Reader reader) {
    return questions
        .find(PendingQuestions.person(reader.id()), PendingQuestions.Kind.CONFIRM_VALUE)
        .isPresent();
  }

  private static Understanding says(Intent intent, Reader reader) {
    Set<Intent> intents = EnumSet.of(intent);
    return new Understanding(
        List.of(),
        List.of(),
        List.of(),
        intents,
        null,
        null,
        null,
        null,
        reader.language(),
        Set.of());
  }

  static String quoted(Event event) {
    return event.data().path("quotedProviderMessageId").asText(null);
  }

  static String gateway(Event event) {
    return event.data().path("gateway").asText(null);
  }
}
