package procare.lab;

import static procare.Times.at;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Numbers under which laboratories and we know a patient. */
@Component("patientIdentifiers")
public class PatientIdentifiers {
  private static final String OWN = "own";
  private final JdbcClient jdbc;
  private final LabProperties settings;
  private final LabPartners partners;
  private final Clock clock;

  public PatientIdentifiers(
      JdbcClient jdbc, LabProperties settings, LabPartners partners, Clock clock) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.partners = partners;
    this.clock = clock;
  }

  /** The patients that a report's identifiers name; more than one is a contradiction. */
  Set<UUID> patientsOf(String partner, LabPerson person) {
    Set<UUID> found = new LinkedHashSet<>();
    for (LabIdentifier each : usable(person)) {
      find(partner, each).ifPresent(found::add);
    }
    return found;
  }

  /** Whose number this is, for whatever a partner sends beside reports. */
  public Optional<UUID> find(String partner, LabIdentifier identifier) {
    String system = systemOf(partner, identifier.assigner());
    Optional<UUID> known =
        jdbc.sql(
                "select patient_survivor(patient_id) from patient_identifier where system = ? and value = ?")
            .params(system, identifier.value().strip())
            .query(UUID.class)
            .optional();
    return known.isPresent() || !OWN.equals(system) ? known : byOwnId(identifier.value().strip());
  }

  /** Who a patient is after all merges. */
  UUID today(UUID patientId) {
    return jdbc.sql("select patient_survivor(?)").param(patientId).query(UUID.class).single();
  }

  private Optional<UUID> byOwnId(String value) {
    try {
      return jdbc.sql("select patient_survivor(id) from patient where id = ?")
          .param(UUID.fromString(value))
          .query(UUID.class)
          .optional();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Remembers a number.
   *
   * @param by the person who says so, or null
   * @return false when the number is another patient's; nothing changes then
   */
  public boolean remember(String partner, LabIdentifier identifier, UUID patientId, UUID by) {
    String system = systemOf(partner, identifier.assigner());
    jdbc.sql(
            "insert into patient_identifier (system, value, patient_id, created_at, created_by) values (?, ?, ?, ?, ?) on conflict do nothing")
        .params(system, identifier.value().strip(), patientId, at(clock.instant()), by)
        .update();
    return find(partner, identifier).filter(patientId::equals).isPresent();
  }

  /** A person says that this name and birth date, unlike ours, are the same patient's. */
  void confirm(String partner, LabPerson person, UUID patientId) {
    for (LabIdentifier each : usable(person)) {
      jdbc.sql(
              "update patient_identifier set confirmed_as = confirmed_as || ?::text where system = ? and value = ? and patient_id = ? and not ?::text = any (confirmed_as)")
          .params(
              looksLike(person),
              systemOf(partner, each.assigner()),
              each.value().strip(),
              patientId,
              looksLike(person))
          .update();
    }
  }

  boolean confirmed(String partner, LabPerson person, UUID patientId) {
    return usable(person).stream()
        .anyMatch(
            each ->
                jdbc.sql(
                        "select exists (select 1 from patient_identifier where system = ? and value = ? and patient_id = ? and ?::text = any (confirmed_as))")
                    .params(
                        systemOf(partner, each.assigner()),
                        each.value().strip(),
                        patientId,
                        looksLike(person))
                    .query(Boolean.class)
                    .single());
  }

  private String systemOf(String partner, String assigner) {
    String named =
        PersonMatch.blank(assigner) ? partners.theirs(partner).orElse("") : assigner.strip();
    boolean ours =
        settings.ownAssigners().stream().anyMatch(named::equalsIgnoreCase)
            || partners.ours(partner).filter(named::equalsIgnoreCase).isPresent();
    return ours ? OWN : partner + "|" + named;
  }

  /** HL7 writes two quotes for "none"; nothing but zeros or nines is a placeholder. */
  static List<LabIdentifier> usable(LabPerson person) {
    return person.identifiers().stream()
        .filter(i -> i.value() != null && !i.value().isBlank())
        .filter(i -> !i.value().strip().matches("\"\"|0+|9+|(?i)unknown|na|n/a|nil|none|test"))
        .toList();
  }

  private static String looksLike(LabPerson person) {
    return (person.given() + "|" + person.family() + "|" + person.birthDate())
        .toLowerCase(Locale.ROOT);
  }
}
