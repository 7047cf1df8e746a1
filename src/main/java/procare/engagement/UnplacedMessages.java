package procare.engagement;

import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import procare.Phrases;
import procare.conversation.Intent;
import procare.conversation.Understanding;
import procare.engagement.Audience.Reader;
import procare.event.Event;
import procare.event.Outbox;

/**
 * Questions, and what the rules could not place: the learning library is asked for an approved
 * text. Asked last, and only when the message says nothing else.
 */
@Component
@Order(90)
class UnplacedMessages implements PatientAnswers {
  private static final Set<Intent> UNPLACED = EnumSet.of(Intent.QUESTION, Intent.UNKNOWN);

  /** With a question mark these name what is asked about rather than a value. */
  private static final Set<Intent> ASKED_ABOUT =
      EnumSet.of(
          Intent.QUESTION,
          Intent.HBA1C,
          Intent.INSULIN_DOSE,
          Intent.BLOOD_PRESSURE,
          Intent.UNKNOWN);

  private static final int LONGEST = 1_000;

  private final Outbox outbox;
  private final Clock clock;

  UnplacedMessages(Outbox outbox, Clock clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  @Override
  public boolean answer(
      Event event, Reader patient, String text, Understanding understood, boolean rescued) {
    boolean question = understood.has(Intent.QUESTION);
    boolean unplaced =
        (question ? ASKED_ABOUT : UNPLACED).containsAll(understood.intents())
            && !understood.intents().isEmpty()
            && understood.glucose().isEmpty()
            && understood.implausible().isEmpty()
            && understood.unit() == null;
    // The caption of a picture needs no placing: a person looks at both.
    boolean caption = event.data().hasNonNull("mediaType") && !question;
    if (rescued
        || caption
        || !unplaced
        || text.length() > LONGEST
        || Phrases.words(text).size() < 2) {
      return false;
    }
    Map<String, Object> data = new HashMap<>();
    data.put("messageId", event.data().path("messageId").asText());
    data.put("personId", patient.id());
    data.put("address", event.data().path("address").asText(null));
    data.put("answerAfter", event.data().path("answerAfter").asText(null));
    data.put("text", text);
    data.put("language", patient.language());
    data.put("question", question);
    outbox.append(
        event
            .next(
                "education.question.asked",
                clock.instant(),
                "engagement-engine",
                data.get("messageId"),
                patient.id(),
                data)
            .asOrdinary());
    return true;
  }

  @Override
  public boolean lastResort() {
    return true;
  }
}
