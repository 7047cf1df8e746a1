package procare.engagement;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import procare.conversation.Intent;
import procare.conversation.MessageBook;
import procare.conversation.Understanding;
import procare.engagement.Audience.Reader;
import procare.event.Event;
import procare.reminder.DoseAnswer;
import procare.reminder.DoseAnswer.Source;
import procare.reminder.DoseAnswers;
import procare.reminder.DoseOutcome;
import procare.reminder.DoseOutcome.Result;
import procare.reminder.DoseWord;

/**
 * Takes what patients say about their doses, and says back what was kept. Never says whether or
 * when to take a dose: that is the doctor's word.
 */
@Component
@Order(20)
class DoseReplies implements PatientAnswers {
  private static final Map<Result, String> TEXTS =
      new EnumMap<>(
          Map.of(
              Result.TAKEN, "dose.taken",
              Result.NOT_TAKEN, "dose.not-taken",
              Result.LATER, "dose.later",
              Result.ALREADY, "dose.already",
              Result.NO_MORE_REMINDERS, "dose.no-more-reminders"));

  private final DoseAnswers doses;
  private final DoseNotices notices;
  private final Replies replies;

  DoseReplies(DoseAnswers doses, DoseNotices notices, Replies replies, MessageBook book) {
    this.doses = doses;
    this.notices = notices;
    this.replies = replies;
    for (String key : TEXTS.values()) {
      if (key.equals("dose.later")) {
        book.require(key, "what", "time");
      } else {
        book.require(key, "what", "when");
      }
    }
    book.require("dose.nothing-open");
    book.require("dose.which");
  }

  @Override
  public boolean answer(
      Event event, Reader patient, String text, Understanding understood, boolean rescued) {
    Set<DoseWord> words = words(understood);
    if (words.isEmpty()) {
      return false;
    }
    if (words.size() > 1) {
      reply(event, patient, "dose.which", Map.of(), rescued);
      return true;
    }
    List<DoseOutcome> outcomes =
        doses.answer(
            new DoseAnswer(
                event,
                patient.id(),
                UUID.fromString(event.data().path("messageId").asText()),
                words.iterator().next(),
                understood.snooze(),
                source(event),
                DoseQuestion.gateway(event),
                DoseQuestion.quoted(event)));
    if (outcomes.isEmpty()) {
      reply(event, patient, "dose.nothing-open", Map.of(), rescued);
    }
    outcomes.stream()
        .collect(Collectors.groupingBy(DoseOutcome::result))
        .forEach((result, same) -> reply(event, patient, TEXTS.get(result), values(same), rescued));
    for (DoseOutcome outcome : outcomes) {
      if (outcome.retracted()) {
        notices.takenAfterAll(event, patient, outcome);
      }
      if (outcome.refillDays() != null) {
        notices.refill(event, patient, outcome);
      }
    }
    return true;
  }

  /** What a message says about doses; more than one when it speaks of several. */
  static Set<DoseWord> words(Understanding understood) {
    Set<DoseWord> words = EnumSet.noneOf(DoseWord.class);
    if (understood.has(Intent.MEDICATION_TAKEN)) {
      words.add(DoseWord.TAKEN);
    }
    boolean later = understood.has(Intent.MEDICATION_LATER);
    if (later) {
      words.add(DoseWord.LATER);
    }
    // "Not yet, in an hour" says one thing of one dose.
    if (understood.has(Intent.MEDICATION_NOT_TAKEN) && !later) {
      words.add(DoseWord.NOT_TAKEN);
    }
    return words;
  }

  /** The text for a dose that can still be answered. */
  static String text(DoseWord word) {
    return TEXTS.get(Result.valueOf(word.name()));
  }

  private void reply(
      Event event, Reader patient, String key, Map<String, ?> values, boolean rescued) {
    if (!rescued) {
      replies.send(event, patient, key, values);
    }
  }

  private static Map<String, Object> values(List<DoseOutcome> same) {
    return Map.of(
        "what", same.stream().map(DoseOutcome::what).collect(Collectors.joining(", ")),
        "when", same.get(0).slot(),
        "time", same.get(0).minutes());
  }

  private static Source source(Event event) {
    return event.data().hasNonNull("buttonId")
        ? Source.BUTTON
        : event.data().path("reaction").asText("").isEmpty() ? Source.TEXT : Source.REACTION;
  }
}
