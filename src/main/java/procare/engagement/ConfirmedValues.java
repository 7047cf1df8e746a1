package procare.engagement;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import procare.Phrases;
import procare.WordFile;
import procare.conversation.MessageBook;
import procare.conversation.Understanding;
import procare.engagement.Audience.Reader;
import procare.engagement.PendingQuestions.Kind;
import procare.engagement.PendingQuestions.Pending;
import procare.event.Event;
import procare.glucose.Glucose;
import procare.glucose.GlucoseReadings;
import procare.glucose.GlucoseUnit;
import procare.glucose.NewReading;

/** The answer to "I read 62 mg/dL, right?": only a yes stores the value. */
@Component
@Order(5)
class ConfirmedValues implements PatientAnswers {
  private static final WordFile FILE = new WordFile("commands/yes-no.yaml");
  private static final List<List<String>> YES = FILE.phrases("yes");
  private static final List<List<String>> NO = FILE.phrases("no");

  private final PendingQuestions pending;
  private final GlucoseReadings readings;
  private final Replies replies;
  private final MessageBook book;

  ConfirmedValues(
      PendingQuestions pending, GlucoseReadings readings, Replies replies, MessageBook book) {
    this.pending = pending;
    this.readings = readings;
    this.replies = replies;
    this.book = book;
  }

  @Override
  public boolean answer(
      Event event, Reader patient, String text, Understanding understood, boolean rescued) {
    String whose = PendingQuestions.person(patient.id());
    if (!understood.glucose().isEmpty()) {
      // A value in plain words is worth more than a guess that waits for its yes.
      pending.find(whose, Kind.CONFIRM_VALUE).ifPresent(asked -> pending.forget(whose));
      return false;
    }
    Optional<Boolean> yes = read(text);
    if (yes.isEmpty()) {
      return false;
    }
    Optional<Pending> asked = pending.find(whose, Kind.CONFIRM_VALUE);
    if (asked.isEmpty()) {
      return false;
    }
    pending.forget(whose);
    if (yes.get()) {
      store(event, patient, asked.get().payload());
    } else {
      replies.send(event, patient, "proposal.dropped", Map.of());
    }
    return true;
  }

  /** A whole message that says yes or no. */
  static Optional<Boolean> read(String text) {
    List<String> words = Phrases.words(text);
    return YES.contains(words)
        ? Optional.of(true)
        : NO.contains(words) ? Optional.of(false) : Optional.empty();
  }

  private void store(Event event, Reader patient, JsonNode value) {
    GlucoseUnit unit = GlucoseUnit.find(value.path("unit").asText(null)).orElse(null);
    Glucose glucose = new Glucose(value.get("value").decimalValue(), unit, null);
    String state = value.path("state").asText(null);
    GlucoseReadings.Recorded recorded =
        readings.record(
            new NewReading(
                patient.id(),
                glucose,
                state,
                Instant.parse(value.get("writtenAt").asText()),
                "WHATSAPP",
                null,
                "confirmed by the patient",
                patient.id(),
                UUID.fromString(value.get("messageId").asText()),
                event,
                event.correlationId(),
                "message",
                null,
                null,
                null,
                "engagement-engine"));
    if (recorded.reading().emergency()) {
      return;
    }
    String reading = MessageBook.reading(glucose);
    if (unit == null) {
      replies.send(event, patient, "reading.ask-unit", Map.of("reading", reading));
    } else {
      String where =
          state == null
              ? ""
              : book.render(
                  "reading.state." + state.toLowerCase(Locale.ROOT).replace('_', '-'),
                  patient.language(),
                  Map.of());
      replies.send(
          event, patient, "reading.logged.normal", Map.of("reading", reading, "state", where));
    }
  }
}
