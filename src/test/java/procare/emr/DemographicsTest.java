package procare.emr;

import static org.assertj.core.api.Assertions.assertThat;
import static procare.emr.EmrTests.mr;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import procare.emr.Demographics.Result;
import procare.emr.PersonUpdate.Event;

/** Demographics, visits and merges as partners tell them, on a real database. */
class DemographicsTest {
  private final EmrTests hub = new EmrTests();
  private int messages;

  private PersonUpdate update(Event event, String id, String family, String phone, int minute) {
    return new PersonUpdate(
        hub.partner,
        event,
        List.of(mr(id)),
        List.of(new PersonName(family, "Asha")),
        null,
        "F",
        phone,
        List.of(),
        EmrTests.BEGAN.plusSeconds(60L * minute),
        "M" + messages++);
  }

  private PersonUpdate merge(String retired, String into, int minute) {
    return new PersonUpdate(
        hub.partner,
        Event.A40,
        List.of(mr(into)),
        List.of(),
        null,
        null,
        null,
        List.of(mr(retired)),
        EmrTests.BEGAN.plusSeconds(60L * minute),
        "A40-" + minute);
  }

  private UUID known(String... ids) {
    UUID patient = hub.patient();
    for (String id : ids) {
      hub.identifiers.link(hub.partner, mr(id), patient);
    }
    return patient;
  }

  private Map<String, Object> person(UUID patient) {
    return hub.jdbc.queryForMap("select * from emr_person where patient_id = ?", patient);
  }

  private long open(String kind) {
    return hub.count(
        "emr_review where partner = ? and kind = ? and state = 'OPEN'", hub.partner, kind);
  }

  @Test
  void onlyNewerNewsIsNews() {
    UUID patient = known("1");
    assertThat(hub.demographics.accept(update(Event.A08, "1", "New", null, 5)))
        .isEqualTo(Result.APPLIED);
    assertThat(hub.demographics.accept(update(Event.A08, "1", "Old", null, 4)))
        .isEqualTo(Result.UNCHANGED);
    assertThat(person(patient)).containsEntry("family", "New");
    PersonUpdate newest = update(Event.A08, "1", "Newest", null, 6);
    assertThat(hub.demographics.accept(newest)).isEqualTo(Result.APPLIED);
    assertThat(hub.demographics.accept(newest)).isEqualTo(Result.UNCHANGED);
    assertThat(person(patient)).containsEntry("family", "Newest");
    assertThat(
            hub.count(
                "audit_entry where patient_id = ? and resource_type = 'demographics'", patient))
        .isEqualTo(2);
  }

  @Test
  void whatThePatientSaidStays() {
    UUID patient = known("1");
    hub.jdbc.update(
        "insert into contact_point (id, person_id, system, value, verified_at) values (gen_random_uuid(), ?, 'phone', '919876500001', now())",
        patient);
    hub.demographics.accept(update(Event.A08, "1", "Verma", "+91 98765 00001", 1));
    assertThat(open("PHONE")).isZero();
    PersonUpdate changed = update(Event.A08, "1", "Verma", "+91 98765 00002", 2);
    hub.demographics.accept(changed);
    hub.demographics.accept(changed);
    assertThat(open("PHONE")).isEqualTo(1);
    hub.demographics.accept(update(Event.A08, "1", "Verma", "+91 98765 00003", 3));
    assertThat(open("PHONE")).isEqualTo(1);
    assertThat(
            hub.jdbc.queryForList(
                "select value from contact_point where person_id = ?", String.class, patient))
        .containsExactly("919876500001");
    assertThat(
            hub.jdbc.queryForObject(
                "select display_name from person where id = ?", String.class, patient))
        .isEqualTo("P");
  }

  @Test
  void strangersWaitForAPerson() {
    PersonUpdate stranger = update(Event.A08, "99", "Verma", null, 1);
    assertThat(hub.demographics.accept(stranger)).isEqualTo(Result.UNMATCHED);
    assertThat(hub.demographics.accept(stranger)).isEqualTo(Result.UNMATCHED);
    hub.demographics.accept(update(Event.A01, "99", "Verma", null, 2));
    assertThat(open("UNMATCHED")).isEqualTo(2);
  }

  @Test
  void theHubsOwnIdIsRecognisedAndTheOtherLearnt() {
    UUID patient = hub.patient();
    PersonUpdate own =
        new PersonUpdate(
            hub.partner,
            Event.A08,
            List.of(mr("5"), new PersonIdentifier("PROCARE", patient.toString(), "MR")),
            List.of(),
            null,
            null,
            null,
            List.of(),
            EmrTests.BEGAN,
            "M");
    assertThat(hub.demographics.accept(own)).isEqualTo(Result.APPLIED);
    assertThat(hub.identifiers.patientOf(hub.partner, mr("5"))).contains(patient);
    assertThat(hub.identifiers.patientOf("another", mr("5"))).isEmpty();
  }

  @Test
  void visitsAreOnTheTimelineOnce() {
    UUID patient = known("1");
    PersonUpdate in = update(Event.A01, "1", "Verma", null, 1);
    PersonUpdate out = update(Event.A03, "1", "Verma", null, 90);
    List.of(out, in, in, out).forEach(hub.demographics::accept);
    assertThat(
            hub.jdbc.queryForList(
                "select event from emr_visit where patient_id = ? order by occurred_at",
                String.class,
                patient))
        .containsExactly("ADMITTED", "DISCHARGED");
    assertThat(
            hub.count("event_log where patient_id = ? and type = 'care.timeline.entry'", patient))
        .isEqualTo(2);
  }

  static IntStream orders() {
    return IntStream.range(0, 24);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void anyOrderOfAChainOfMergesLeadsToTheSamePatient(int seed) {
    UUID patient = known(seed % 2 == 0 ? "A" : "D");
    List<PersonUpdate> chain =
        new ArrayList<>(
            List.of(
                merge("A", "B", 1), merge("B", "C", 2), merge("C", "D", 3), merge("X", "B", 4)));
    chain.add(chain.get(seed % 4));
    Collections.shuffle(chain, new Random(seed));
    chain.forEach(hub.demographics::accept);
    for (String id : List.of("A", "B", "C", "D", "X")) {
      assertThat(hub.identifiers.survivorOf(hub.partner, mr(id)).value()).isEqualTo("D");
      assertThat(hub.identifiers.patientOf(hub.partner, mr(id))).contains(patient);
    }
    assertThat(hub.identifiers.knownAs(hub.partner, patient, null).orElseThrow().value())
        .isEqualTo("D");
    assertThat(open("MERGE")).isZero();
  }

  @Test
  void aRecordWithoutHistoryIsMergedAtOnce() {
    UUID survivor = known("S");
    hub.reading(survivor, "120", "mg/dL");
    UUID empty = known("E");
    assertThat(hub.demographics.accept(merge("E", "S", 1))).isEqualTo(Result.APPLIED);
    assertThat(hub.merges.today(empty)).isEqualTo(survivor);
    assertThat(hub.identifiers.patientOf(hub.partner, mr("E"))).contains(survivor);
    assertThat(open("MERGE")).isZero();
  }

  @Test
  void twoWithHistoryAreNeverMergedByThemselves() {
    UUID survivor = known("S");
    UUID retired = known("R");
    hub.reading(survivor, "120", "mg/dL");
    hub.reading(retired, "130", "mg/dL");
    hub.demographics.accept(merge("R", "S", 1));
    hub.demographics.accept(merge("R", "S", 1));
    assertThat(open("MERGE")).isEqualTo(1);
    // Until somebody decides, each identifier stays with the patient that it was known to be of.
    assertThat(hub.identifiers.patientOf(hub.partner, mr("R"))).contains(retired);
    assertThat(hub.identifiers.patientOf(hub.partner, mr("S"))).contains(survivor);
  }

  @Test
  void onePersonWithTwoPatientsIdentifiersIsForReview() {
    known("1");
    known("2");
    PersonUpdate both =
        new PersonUpdate(
            hub.partner,
            Event.A08,
            List.of(mr("1"), mr("2")),
            List.of(new PersonName("Verma", null)),
            null,
            null,
            null,
            List.of(),
            Instant.EPOCH,
            "M");
    assertThat(hub.demographics.accept(both)).isEqualTo(Result.FOR_REVIEW);
    assertThat(open("MERGE")).isEqualTo(1);
    assertThat(hub.count("emr_person where partner = ?", hub.partner)).isZero();
  }
}
