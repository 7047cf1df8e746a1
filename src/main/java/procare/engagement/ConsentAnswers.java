package procare.engagement;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.consent.Category;
import procare.consent.ConsentCommand;
import procare.consent.Consents;
import procare.conversation.MessageBook;
import procare.conversation.Understanding;
import procare.delivery.Deliveries;
import procare.delivery.Draft;
import procare.engagement.Audience.Reader;
import procare.event.Event;

/**
 * STOP and START, for everything or by category: one confirmation, kept with the words that were
 * written (domain.md §2, opt-out policy). Whoever writes afterwards is still answered.
 */
@Component
@Order(10)
class ConsentAnswers implements PatientAnswers {
  private static final List<String> CATEGORY_KEYS =
      List.of("consent.stopped-some", "consent.started-some");

  private final NamedParameterJdbcTemplate jdbc;
  private final Consents consents;
  private final Audience audience;
  private final Deliveries deliveries;
  private final Replies replies;
  private final MessageBook book;

  ConsentAnswers(
      NamedParameterJdbcTemplate jdbc,
      Consents consents,
      Audience audience,
      Deliveries deliveries,
      Replies replies,
      MessageBook book) {
    this.jdbc = jdbc;
    this.consents = consents;
    this.audience = audience;
    this.deliveries = deliveries;
    this.replies = replies;
    this.book = book;
    CATEGORY_KEYS.forEach(key -> book.require(key, "category"));
    for (Category category : Category.values()) {
      if (category != Category.ALL) {
        book.require(name(category));
      }
    }
  }

  @Override
  public boolean answer(
      Event event, Reader patient, String text, Understanding understood, boolean rescued) {
    return ConsentCommand.read(text, understood)
        .map(
            command -> {
              if (command.category() == Category.ALL) {
                all(event, patient, text, command.in());
              } else {
                some(event, patient, text, command);
              }
              return true;
            })
        .orElse(false);
  }

  /**
   * A caregiver's or doctor's STOP ends the news they get, not what an emergency asks of them; the
   * patients learn that they should name somebody else.
   */
  boolean answerCareTeam(Event event, Reader reader, String text, Understanding understood) {
    return ConsentCommand.read(text, understood)
        .map(
            command -> {
              say(event, reader.id(), Category.CAREGIVER_FEED, command.in(), text);
              if (command.in()) {
                replies.send(event, reader, "consent.started-all", Map.of());
              } else {
                replies.send(event, reader, "consent.caregiver-stopped", Map.of());
                patientsOf(reader.id()).forEach(patient -> tellPatient(event, patient, reader));
              }
              return true;
            })
        .orElse(false);
  }

  /** For everybody behind a number that several people share. */
  void all(Event event, UUID personId, boolean patient, boolean in, String text) {
    say(event, personId, patient ? Category.ALL : Category.CAREGIVER_FEED, in, text);
  }

  private void all(Event event, Reader patient, String text, boolean in) {
    boolean wasOff = !consents.holds(patient.id(), Category.ALL);
    say(event, patient.id(), Category.ALL, in, text);
    if (!in) {
      replies.send(event, patient, "consent.stopped-all", Map.of());
      return;
    }
    List<Category> refused = consents.refused(patient.id());
    if (!wasOff) {
      // Nothing else was off, so START can only mean the single categories.
      refused.forEach(category -> say(event, patient.id(), category, true, text));
      refused = List.of();
    }
    replies.send(event, patient, "consent.started-all", Map.of());
    if (!refused.isEmpty()) {
      String names =
          refused.stream()
              .map(category -> book.render(name(category), patient.language(), Map.of()))
              .collect(Collectors.joining(", "));
      replies.send(event, patient, "consent.still-off", Map.of("categories", names));
    }
  }

  private void some(Event event, Reader patient, String text, ConsentCommand command) {
    say(event, patient.id(), command.category(), command.in(), text);
    if (command.category() == Category.AI_READING && !command.in()) {
      say(event, patient.id(), Category.AI_REWORDING, false, text);
    }
    if (command.in() && !consents.holds(patient.id(), Category.ALL)) {
      // Whoever asks for one kind after STOP wants that kind and none of the others.
      say(event, patient.id(), Category.ALL, true, text);
      for (Category other : Category.values()) {
        if (other != Category.ALL && other != command.category() && !other.personal()) {
          say(event, patient.id(), other, false, text);
        }
      }
    }
    replies.send(
        event,
        patient,
        command.in() ? "consent.started-some" : "consent.stopped-some",
        Map.of("category", book.render(name(command.category()), patient.language(), Map.of())));
  }

  private void say(Event event, UUID personId, Category category, boolean in, String text) {
    consents.change(
        event,
        new Consents.Said(
            personId,
            category,
            in,
            "whatsapp",
            text.strip(),
            null,
            UUID.fromString(event.data().path("messageId").asText())));
  }

  private void tellPatient(Event event, UUID patientId, Reader caregiver) {
    Reader patient = audience.find(patientId).orElseThrow();
    deliveries.request(
        new Draft(
            event,
            "consent:" + event.data().path("messageId").asText() + ":" + patientId,
            patientId,
            null,
            patientId,
            null,
            Draft.Kind.NOTICE,
            "consent.caregiver-left",
            patient.language(),
            book.render(
                "consent.caregiver-left",
                patient.language(),
                Map.of("caregiver", caregiver.name())),
            false,
            null));
  }

  private List<UUID> patientsOf(UUID personId) {
    return jdbc.queryForList(
        "select patient_id from care_link where person_id = :id and relation = 'CAREGIVER'",
        Map.of("id", personId),
        UUID.class);
  }

  private static String name(Category category) {
    return "consent.name." + category.code();
  }
}
