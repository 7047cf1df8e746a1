package procare.engagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Json;
import procare.Sql;
import procare.consent.Category;
import procare.consent.ConsentCommand;
import procare.conversation.Intent;
import procare.conversation.MessageBook;
import procare.conversation.Understanding;
import procare.education.Questions;
import procare.engagement.Audience.Reader;
import procare.engagement.PendingQuestions.Kind;
import procare.engagement.PendingQuestions.Pending;
import procare.engagement.WhoIsMeant.Named;
import procare.engagement.WhoIsMeant.Option;
import procare.event.Event;
import procare.event.Outbox;

/**
 * Messages from a number that several people share. Nothing is stored for anybody before somebody
 * said whom it is about; the message is kept meanwhile, and danger is answered at once.
 */
@Component
class SharedPhones {
  private static final Duration KEPT = Duration.ofHours(24);
  private static final int MOST_KEPT = 20;

  /** Without a patient there is no country; this number works on every GSM phone. */
  private static final Map<String, String> NUMBER = Map.of("number", "112");

  private final NamedParameterJdbcTemplate jdbc;
  private final Audience audience;
  private final PendingQuestions pending;
  private final ConsentAnswers consent;
  private final Questions questions;
  private final Replies replies;
  private final Outbox outbox;
  private final Clock clock;
  private final String peopleBehind = Sql.of("conversation/people-behind");

  SharedPhones(
      NamedParameterJdbcTemplate jdbc,
      Audience audience,
      PendingQuestions pending,
      ConsentAnswers consent,
      Questions questions,
      Replies replies,
      Outbox outbox,
      Clock clock,
      MessageBook book) {
    this.jdbc = jdbc;
    this.audience = audience;
    this.pending = pending;
    this.consent = consent;
    this.questions = questions;
    this.replies = replies;
    this.outbox = outbox;
    this.clock = clock;
    book.require("shared.ask", "options");
    book.require("shared.routed", "name");
  }

  /**
   * @return false when the number is not shared
   */
  boolean answer(Event event, String text, Understanding understood) {
    String address = event.data().path("address").asText("");
    List<Option> people = peopleBehind(address);
    if (people.size() < 2) {
      return false;
    }
    String language = language(people);
    Optional<ConsentCommand> command = ConsentCommand.read(text, understood);
    if (command.isPresent() && command.get().category() == Category.ALL) {
      optAll(event, people, command.get().in(), text, language);
      return true;
    }
    String whose = PendingQuestions.address(address);
    Optional<Pending> asked = pending.find(whose, Kind.WHO_IS_THIS_FOR);
    if (asked.isPresent()) {
      Optional<Option> chosen = WhoIsMeant.chosen(text, people);
      if (chosen.isPresent()) {
        asked.get().payload().path("messages").forEach(kept -> route(event, kept, chosen.get()));
        pending.forget(whose);
        Map<String, String> name = Map.of("name", chosen.get().name());
        replies.sendToStranger(event, language, "shared.routed", name);
        return true;
      }
    }
    Optional<Named> named = WhoIsMeant.named(text, people).filter(n -> !n.rest().isEmpty());
    if (named.isPresent()) {
      ObjectNode data = event.data().deepCopy();
      route(event, data.put("text", named.get().rest()), named.get().option());
      return true;
    }
    rescue(event, text, understood, language);
    boolean courtesy =
        understood.glucose().isEmpty()
            && (understood.has(Intent.HELP) || understood.has(Intent.GREETING));
    if (courtesy && !understood.dangerous()) {
      String key = understood.has(Intent.HELP) ? "reply.help" : "reply.greeting";
      replies.sendToStranger(event, language, key, NUMBER);
      return true;
    }
    keep(event, whose, asked);
    replies.sendToStranger(
        event, language, "shared.ask", Map.of("options", WhoIsMeant.offered(people)));
    return true;
  }

  private List<Option> peopleBehind(String address) {
    return jdbc.query(
        peopleBehind,
        Map.of("address", address),
        (rs, i) -> new Option(rs.getObject("id", UUID.class), rs.getString("display_name")));
  }

  /** Theirs when they have one in common. */
  private String language(List<Option> people) {
    List<String> languages =
        people.stream()
            .flatMap(option -> audience.find(option.id()).stream())
            .map(Reader::language)
            .distinct()
            .toList();
    return languages.size() == 1 ? languages.get(0) : "en";
  }

  private void optAll(Event event, List<Option> people, boolean in, String text, String language) {
    for (Option option : people) {
      boolean patient = audience.find(option.id()).map(Reader::patient).orElse(false);
      consent.all(event, option.id(), patient, in, text);
    }
    replies.sendToStranger(event, language, in ? "shared.started" : "shared.stopped", Map.of());
  }

  /** The safe words that fit everybody, before any question; and a person looks who it is. */
  private void rescue(Event event, String text, Understanding understood, String language) {
    if (!understood.dangerous()) {
      return;
    }
    String key =
        understood.redFlags().isEmpty()
            ? "emergency.red-flag"
            : understood.redFlags().get(0).code().textKey();
    replies.sendNow(event, null, language, key, NUMBER);
    questions.unidentified(event, text, language);
  }

  private void keep(Event event, String whose, Optional<Pending> asked) {
    ArrayNode messages = Json.MAPPER.createArrayNode();
    asked.ifPresent(p -> p.payload().path("messages").forEach(messages::add));
    messages.add(event.data());
    while (messages.size() > MOST_KEPT) {
      messages.remove(0);
    }
    pending.ask(whose, Kind.WHO_IS_THIS_FOR, Map.of("messages", messages), KEPT);
  }

  /** The message comes again, now with its sender. */
  private void route(Event event, JsonNode message, Option option) {
    Map<String, Object> data = new HashMap<>();
    message.properties().forEach(field -> data.put(field.getKey(), field.getValue()));
    data.put("personId", option.id());
    data.put("answerAfter", null);
    UUID messageId = UUID.fromString(message.path("messageId").asText());
    boolean patient = audience.find(option.id()).map(Reader::patient).orElse(false);
    jdbc.update(
        "update inbound_message set person_id = :person where id = :id and person_id is null",
        Map.of("person", option.id(), "id", messageId));
    questions.identified(messageId, option.id());
    outbox.append(
        event
            .next(
                "patient.message.received",
                clock.instant(),
                "engagement-engine",
                messageId,
                patient ? option.id() : null,
                data)
            .asUrgent());
  }
}
