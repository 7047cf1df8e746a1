package procare.emr;

import static org.assertj.core.api.Assertions.assertThat;
import static procare.emr.EmrTests.mr;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import procare.Ids;
import procare.hl7.Hl7Partner;
import procare.hl7.Message;
import procare.hl7.StoredMessage;

/** The samples as they come from the receiver of HL7 v2, one after the other. */
class AdtMessagesTest {
  private final EmrTests hub = new EmrTests();
  private final AdtMessages messages = new AdtMessages(hub.demographics);
  private UUID patient;

  @BeforeEach
  void aPatientOfTheHospital() {
    patient = hub.patient();
    hub.identifiers.link(hub.partner, mr("H-55501"), patient);
  }

  private StoredMessage stored(String text, boolean charsetDoubtful) {
    Hl7Partner hospital =
        new Hl7Partner(
            hub.partner,
            Hl7Partner.Kind.EMR,
            "CITYHOSP",
            ZoneId.of("Asia/Kolkata"),
            StandardCharsets.UTF_8,
            Set.of("ADT^*"),
            Set.of("P"),
            "2.5.1",
            true,
            "PID-3*.1",
            Hl7Partner.Mode.ORIGINAL,
            Hl7Partner.Outage.AE,
            100_000);
    Message message = Message.of(text);
    return new StoredMessage(
        Ids.next(), hospital, message.type(), message, EmrTests.BEGAN, charsetDoubtful);
  }

  @Test
  void theStoryOfAStay() {
    for (String sample :
        new String[] {"adt-a03-discharge.er7", "adt-a01-admit.er7", "adt-a08-update.er7"}) {
      messages.accept(stored(AdtReaderTest.sample(sample), false));
    }
    assertThat(hub.count("emr_visit where patient_id = ? and event = 'ADMITTED'", patient))
        .isEqualTo(1);
    assertThat(
            hub.count(
                "emr_person where patient_id = ? and family = 'Verma' and birth_date = '1972-05-14' and sex = 'F'",
                patient))
        .isEqualTo(1);
    assertThat(
            hub.identifiers.patientOf(
                hub.partner, new PersonIdentifier("PROCARE", "PC-100234", null)))
        .contains(patient);
    // A stay begins and ends with a phone that the patient never proved: a person asks.
    assertThat(hub.count("emr_review where kind = 'PHONE' and patient_id = ?", patient))
        .isPositive();
  }

  @Test
  void aMergeRetiresTheOldNumberForEver() {
    messages.accept(stored(AdtReaderTest.sample("adt-a40-merge.er7"), false));
    assertThat(hub.identifiers.patientOf(hub.partner, mr("H-44402"))).contains(patient);
    assertThat(hub.identifiers.survivorOf(hub.partner, mr("H-44402")).value()).isEqualTo("H-55501");
  }

  @Test
  void aNameThatMayBeMisspeltIsNotTaken() {
    messages.accept(stored(AdtReaderTest.sample("adt-a08-update.er7"), true));
    assertThat(
            hub.count("emr_person where patient_id = ? and family is null and sex = 'F'", patient))
        .isEqualTo(1);
  }
}
