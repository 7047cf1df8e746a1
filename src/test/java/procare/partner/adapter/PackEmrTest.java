package procare.partner.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;
import procare.emr.DeliveryKind;
import procare.emr.EmrPartner;
import procare.partner.pack.Pack;
import procare.partner.pack.PackFiles;
import procare.partner.pack.PackReader;
import procare.partner.pack.PackRefused;
import procare.partner.pack.PackSettings;

/** What the packs that ship with the hub mean as partners with medical records. */
class PackEmrTest {
  private static final String NORTH = "PROCARE_PARTNER_NORTH_FHIR_EMR_";
  private final MockEnvironment environment = new MockEnvironment();
  private final PackEmr packs = new PackEmr(null, null, new PackSettings(environment));

  private static Pack pack(String name) throws PackRefused {
    return PackReader.read(PackFiles.ofFolder(Path.of("src/main/resources/partners", name)));
  }

  @Test
  void aFhirRecordIsWrittenToOnceItsSettingsAreThere() throws PackRefused {
    assertThat(packs.read(pack("north-fhir-emr"))).isEmpty();
    environment.setProperty(NORTH + "BASE", "https://fhir.north.example/r4/");
    environment.setProperty(NORTH + "CLIENT_ID", "procare");
    environment.setProperty(NORTH + "PRIVATE_KEY", "-----BEGIN PRIVATE KEY-----");
    EmrPartner north = packs.read(pack("north-fhir-emr")).orElseThrow();
    assertThat(north.protocol()).isEqualTo(EmrPartner.Protocol.FHIR);
    assertThat(north.url()).isEqualTo("https://fhir.north.example/r4");
    assertThat(north.smart().algorithm()).isEqualTo("RS384");
    assertThat(north.assigner()).isEqualTo("https://north.example/fhir/sid/mrn");
    assertThat(north.timeoutMillis()).isEqualTo(15_000);
    assertThat(north.sends())
        .containsExactlyInAnyOrder(
            DeliveryKind.READING, DeliveryKind.ADHERENCE, DeliveryKind.REPORT);
  }

  @Test
  void anHl7RecordIsWrittenToByMessages() throws PackRefused {
    environment.setProperty("PROCARE_PARTNER_OLD_TOWN_HL7_EMR_MESSAGES", "mllp://10.0.0.1:2575");
    EmrPartner oldTown = packs.read(pack("old-town-hl7-emr")).orElseThrow();
    assertThat(oldTown.protocol()).isEqualTo(EmrPartner.Protocol.HL7);
    assertThat(oldTown.application()).isEqualTo("HIS");
    assertThat(oldTown.facility()).isEqualTo("OLDTOWN");
    assertThat(oldTown.zone()).isEqualTo(ZoneId.of("Asia/Kolkata"));
    assertThat(oldTown.sends())
        .containsExactlyInAnyOrder(
            DeliveryKind.READING, DeliveryKind.REPORT, DeliveryKind.ADHERENCE);
  }

  @Test
  void aLaboratoryIsNone() throws PackRefused {
    assertThat(packs.read(pack("apex-hl7-lab"))).isEmpty();
  }
}
