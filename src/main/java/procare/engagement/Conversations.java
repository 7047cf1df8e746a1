package procare.engagement;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.conversation.Context;
import procare.conversation.Intent;
import procare.conversation.Interpreter;
import procare.conversation.Understanding;
import procare.engagement.Audience.Reader;
import procare.event.Event;
import procare.glucose.GlucoseUnit;

/**
 * Reads what a person wrote, by rules alone, and hands it to those who answer patients, care teams
 * and strangers.
 */
@Component("conversations")
public class Conversations {
  private static final String ASKED =
      "select exists (select 1 from delivery where (patient_id = :person and person_id = :person or person_id = :person and person_id is distinct from patient_id)"
          + " and created_at > now() - interval '2 hours'"
          + " and (template like 'emergency.%' or template like 'followup.%' or template like 'reading.ask%'))";

  private final NamedParameterJdbcTemplate jdbc;
  private final Audience audience;
  private final Interpreter interpreter;
  private final PatientMessages patients;
  private final CareTeamMessages careTeam;
  private final StrangerMessages strangers;
  private final SharedPhones shared;
  private final NumberProofs proofs;
  private final ConversationTurns turns;
  private final DoseQuestion doses;

  Conversations(
      NamedParameterJdbcTemplate jdbc,
      Audience audience,
      Interpreter interpreter,
      PatientMessages patients,
      CareTeamMessages careTeam,
      StrangerMessages strangers,
      SharedPhones shared,
      NumberProofs proofs,
      ConversationTurns turns,
      DoseQuestion doses) {
    this.doses = doses;
    this.shared = shared;
    this.proofs = proofs;
    this.turns = turns;
    this.jdbc = jdbc;
    this.audience = audience;
    this.interpreter = interpreter;
    this.patients = patients;
    this.careTeam = careTeam;
    this.strangers = strangers;
  }

  /** {@code patient.message.received}. */
  public void received(Event event) {
    String text = text(event);
    UUID personId =
        event.data().hasNonNull("personId")
            ? UUID.fromString(event.data().get("personId").asText())
            : null;
    Optional<Reader> reader = audience.find(personId);
    Context context = context(event, reader.orElse(null));
    Optional<Understanding> chosen = doses.chosen(event, text, context, reader.orElse(null));
    Understanding understood =
        chosen.orElseGet(() -> interpreter.read(doses.menuText(event, text), context));
    reader.ifPresent(known -> turns.wrote(known.id(), messageId(event), text));
    if (understood.has(Intent.VERIFY) && !understood.dangerous()) {
      String language = reader.map(Reader::language).orElse(StrangerMessages.language(text));
      proofs.answer(event, language, understood.code());
    } else if (reader.isEmpty()) {
      if (!shared.answer(event, text, understood)) {
        strangers.answer(event, text, understood);
      }
    } else if (reader.get().patient()) {
      patients.answer(event, reader.get(), text, understood);
    } else {
      careTeam.answer(event, reader.get(), text, understood);
    }
    jdbc.update(
        "update inbound_message set state = 'HANDLED' where id = :id and state in ('RECEIVED', 'DEFERRED')",
        Map.of("id", messageId(event)));
  }

  private static UUID messageId(Event event) {
    return UUID.fromString(event.data().path("messageId").asText());
  }

  private Context context(Event event, Reader reader) {
    if (reader == null) {
      return new Context("en", null, false);
    }
    Boolean asked = jdbc.queryForObject(ASKED, Map.of("person", reader.id()), Boolean.class);
    return new Context(
        reader.language(),
        GlucoseUnit.find(reader.meterUnit()).orElse(null),
        doses.pending(event, reader, Boolean.TRUE.equals(asked)));
  }

  /**
   * The words, or the emoji of a reaction, which says as much; empty for a picture without caption.
   */
  private static String text(Event event) {
    String text = event.data().path("text").asText("");
    return text.isEmpty() ? event.data().path("reaction").asText("") : text;
  }
}
