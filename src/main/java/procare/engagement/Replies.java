package procare.engagement;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import procare.conversation.MessageBook;
import procare.delivery.Deliveries;
import procare.delivery.Draft;
import procare.delivery.Draft.Kind;
import procare.engagement.Audience.Reader;
import procare.event.Event;

/**
 * Sends answers to what somebody wrote; one per message and text, held back while the sender is
 * over the rate limit.
 */
@Component
class Replies {
  private final Deliveries deliveries;
  private final MessageBook book;
  private final ConversationTurns turns;

  Replies(Deliveries deliveries, MessageBook book, ConversationTurns turns) {
    this.deliveries = deliveries;
    this.book = book;
    this.turns = turns;
  }

  /** A plain answer. */
  void send(Event message, Reader reader, String key, Map<String, ?> values) {
    send(message, reader, key, values, false, answerAfter(message));
  }

  /**
   * A plain answer that something better may replace until then.
   *
   * @return its dedupe key
   */
  String sendLater(
      Event message, Reader reader, String key, Map<String, ?> values, Instant notBefore) {
    Instant after = answerAfter(message);
    send(
        message,
        reader,
        key,
        values,
        false,
        after != null && after.isAfter(notBefore) ? after : notBefore);
    return dedupeKey(message, key);
  }

  /** An answer that a language model may reword, if the reader agreed to that. */
  void sendReworded(Event message, Reader reader, String key, Map<String, ?> values) {
    send(message, reader, key, values, reader.aiRewording(), answerAfter(message));
  }

  private void send(
      Event message,
      Reader reader,
      String key,
      Map<String, ?> values,
      boolean reword,
      Instant notBefore) {
    String text = book.render(key, reader.language(), values);
    turns.answered(reader.id(), text);
    deliveries.request(
        new Draft(
            message,
            dedupeKey(message, key),
            reader.id(),
            address(message),
            message.patientId(),
            null,
            Kind.REPLY,
            key,
            reader.language(),
            text,
            reword,
            notBefore));
  }

  /** Rescue words that cannot wait for the rate limit. */
  void sendNow(Event message, UUID personId, String language, String key, Map<String, ?> values) {
    deliveries.request(
        new Draft(
            message,
            dedupeKey(message, key),
            personId,
            address(message),
            message.patientId(),
            null,
            Kind.EMERGENCY,
            key,
            language,
            book.render(key, language, values),
            false,
            null));
  }

  /** An answer to somebody whom nobody knows. */
  void sendToStranger(Event message, String language, String key, Map<String, ?> values) {
    deliveries.request(
        new Draft(
            message,
            dedupeKey(message, key),
            null,
            address(message),
            null,
            null,
            Kind.REPLY,
            key,
            language,
            book.render(key, language, values),
            false,
            answerAfter(message)));
  }

  private static String dedupeKey(Event message, String key) {
    return "message:" + message.data().path("messageId").asText() + ":" + key;
  }

  /** People are answered where they wrote from. */
  private static String address(Event message) {
    return message.data().path("address").asText(null);
  }

  private static Instant answerAfter(Event message) {
    return message.data().hasNonNull("answerAfter")
        ? Instant.parse(message.data().get("answerAfter").asText())
        : null;
  }
}
