package procare.emr;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes in what partners say about persons: demographics, admissions, merged identifiers. Nobody is
 * ever matched by name or birth date; what patients themselves told the hub stays as it is. Every
 * rule looks at facts and times, never at the order of arrival, so a repeated or late message does
 * no harm.
 */
@Component("demographics")
public class Demographics {
  /** Types of HL7 table 0203 that name a visit or an account and not a person. */
  private static final Set<String> NOT_A_PERSON = Set.of("VN", "AN");

  private final NamedParameterJdbcTemplate jdbc;
  private final Identifiers identifiers;
  private final PatientMerges merges;
  private final Reviews reviews;
  private final EmrProperties settings;
  private final Persons persons;

  Demographics(
      NamedParameterJdbcTemplate jdbc,
      Identifiers identifiers,
      PatientMerges merges,
      Reviews reviews,
      EmrProperties settings,
      Persons persons) {
    this.jdbc = jdbc;
    this.identifiers = identifiers;
    this.merges = merges;
    this.reviews = reviews;
    this.settings = settings;
    this.persons = persons;
  }

  /** What became of a message. */
  public enum Result {
    APPLIED,
    /** Known before, or older than what is known. */
    UNCHANGED,
    /** Nobody here is linked to these identifiers; kept for a person to look at. */
    UNMATCHED,
    /** The identifiers belong to several patients of the hub; kept for a person to decide. */
    FOR_REVIEW
  }

  /** Stores one update and everything that follows from it; the same again changes nothing. */
  @Transactional
  public Result accept(PersonUpdate update) {
    takeTurns(update);
    update.mergedIdentifiers().forEach(retired -> retire(update, retired));
    List<PersonIdentifier> asked =
        update.identifiers().stream().filter(i -> !isNoPerson(i)).toList();
    Set<UUID> patients = new LinkedHashSet<>();
    asked.forEach(i -> patientOf(update.partner(), i).ifPresent(patients::add));
    if (patients.isEmpty()) {
      // Facts about strangers' identifiers are kept; the person is asked for with the next message.
      if (update.event() != PersonUpdate.Event.A40 && !asked.isEmpty()) {
        reviews.unmatched(update, asked.get(0));
      }
      return Result.UNMATCHED;
    }
    UUID patient = patients.iterator().next();
    if (patients.size() > 1) {
      patients.stream()
          .skip(1)
          .forEach(
              other -> reviews.merge(update, patient, other, "one person has identifiers of both"));
      return Result.FOR_REVIEW;
    }
    asked.stream()
        .filter(i -> identifiers.patientOf(update.partner(), i).isEmpty())
        .forEach(i -> identifiers.link(update.partner(), i, patient));
    boolean changed = persons.apply(update, patient);
    changed |= proposeMerges(update, patient);
    return changed ? Result.APPLIED : Result.UNCHANGED;
  }

  /** A merge sees all that was told before it; everything else of a partner goes side by side. */
  private void takeTurns(PersonUpdate update) {
    String lock =
        update.event() == PersonUpdate.Event.A40
            ? "pg_advisory_xact_lock"
            : "pg_advisory_xact_lock_shared";
    jdbc.queryForList(
        "select " + lock + "(hashtextextended(:partner, 14))::text",
        Map.of("partner", update.partner()),
        String.class);
  }

  /** Says whose a stranger's identifiers are and applies what came under them meanwhile. */
  void link(PersonUpdate update, UUID patient) {
    update.identifiers().stream()
        .filter(i -> !isNoPerson(i))
        .forEach(i -> identifiers.link(update.partner(), i, patient));
    accept(update);
  }

  private void retire(PersonUpdate update, PersonIdentifier retired) {
    PersonIdentifier survivor =
        update.identifiers().stream()
            .filter(i -> i.assigner().equals(retired.assigner()))
            .findFirst()
            .orElse(update.identifiers().get(0));
    identifiers.retire(
        update.partner(),
        new MergeGraph.Fact(retired, survivor, update.occurredAt(), update.messageId()));
  }

  /** Partners that got a patient from the hub may name the hub's own id. */
  private Optional<UUID> patientOf(String partner, PersonIdentifier identifier) {
    if (settings.isOwn(identifier.assigner())
        && identifier.value().matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
      return jdbc
          .queryForList(
              "select patient_survivor(id) from patient where id = :id",
              Map.of("id", UUID.fromString(identifier.value())),
              UUID.class)
          .stream()
          .findFirst();
    }
    return identifiers.patientOf(partner, identifier);
  }

  private boolean proposeMerges(PersonUpdate update, UUID patient) {
    if (update.mergedIdentifiers().isEmpty()) {
      return false;
    }
    Set<UUID> others =
        identifiers.related(update.partner(), update.identifiers().get(0)).patients();
    others.remove(patient);
    others.forEach(
        other -> merges.propose(update, patient, other, "the partner merged their identifiers"));
    return !others.isEmpty();
  }

  private static boolean isNoPerson(PersonIdentifier identifier) {
    return identifier.type() != null && NOT_A_PERSON.contains(identifier.type());
  }
}
