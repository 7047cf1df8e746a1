package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Json;
import procare.emr.Demographics;
import procare.emr.Identifiers;
import procare.emr.PersonIdentifier;
import procare.emr.PersonUpdate;
import procare.emr.PersonUpdate.Event;
import procare.lab.LabCode;
import procare.lab.LabIdentifier;
import procare.lab.LabPerson;
import procare.lab.LabReport;
import procare.lab.LabReports;
import procare.lab.LabResult;
import procare.lab.LabValue;
import procare.lab.PatientIdentifiers;
import procare.security.Role;
import procare.spine.Folk.Somebody;

/** From a reading to the twin of a medical record, and decisions over REST. */
@HubTest
class EmrTest {
  private static final String SYSTEM = "https://procare.example/fhir/sid/mrn";
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired Store store;
  @Autowired Partners partners;
  @Autowired Identifiers identifiers;
  @Autowired Demographics demographics;
  @Autowired LabReports laboratory;
  @Autowired PatientIdentifiers numbers;
  @Autowired TransactionTemplate transaction;

  private static PersonIdentifier mrn(String value) {
    return new PersonIdentifier(SYSTEM, value, "MR");
  }

  private Somebody known(String mrn) {
    Somebody patient = folk.patient();
    identifiers.link("emr", mrn(mrn), patient.id());
    return patient;
  }

  private String reading(Somebody patient, String value) {
    return http.post(
            "/api/v1/glucose-readings",
            folk.token(patient),
            "{\"value\":%s,\"unit\":\"mg/dL\",\"recordedAt\":\"2026-08-15T02:35:00Z\",\"source\":\"MANUAL\"}"
                .formatted(value),
            "Idempotency-Key",
            UUID.randomUUID().toString())
        .is(201)
        .text("/reading/id");
  }

  @Test
  void aReadingArrivesInTheRecordThatKnowsThePatient() {
    Somebody patient = known("PC-" + UUID.randomUUID());
    String id = reading(patient, "142");
    store.awaitCount(
        1,
        "emr_delivery where partner = 'emr' and source_id = ? and state = 'sent' and attempts = 1",
        id);
    JsonNode bundle =
        partners.asked("emr").stream()
            .filter(body -> body != null && body.toString().contains(id))
            .findFirst()
            .orElseThrow();
    assertThat(bundle.at("/entry/1/resource/code/coding/0/code").asText()).isEqualTo("41653-7");
    assertThat(bundle.at("/entry/1/request/ifNoneExist").asText()).endsWith("/reading|" + id);
  }

  @Test
  void aRecordThatDoesNotKnowThePatientIsToldNothing() {
    Somebody stranger = folk.patient();
    String id = reading(stranger, "143");
    Somebody patient = known("PC-" + UUID.randomUUID());
    String later = reading(patient, "144");
    store.awaitCount(1, "emr_delivery where source_id = ? and state = 'sent'", later);
    assertThat(store.count("emr_delivery where source_id = ?", id)).isZero();
  }

  @Test
  void aPartnerThatIsIllIsAskedAgainAndOneThatDisagreesIsForAPerson() {
    Somebody patient = known("PC-" + UUID.randomUUID());
    reading(patient, "145");
    store.awaitCount(1, "emr_delivery where patient_id = ? and state = 'sent'", patient.id());
    partners.fail("emr", "{\"mode\":\"error\",\"status\":503,\"count\":1}");
    String second = reading(patient, "146");
    store.awaitCount(
        1,
        "emr_delivery where source_id = ? and state = 'pending' and attempts = 1 and status = 503",
        second);
    store
        .jdbc()
        .update("update emr_delivery set next_attempt_at = now() where source_id = ?", second);
    store.awaitCount(1, "emr_delivery where source_id = ? and state = 'sent'", second);
    partners.fail("emr", "{\"mode\":\"error\",\"status\":412,\"count\":1}");
    String third = reading(patient, "147");
    store.awaitCount(1, "emr_delivery where source_id = ? and state = 'needs-person'", third);
    String operator = folk.token(folk.somebody(Role.OPERATOR));
    JsonNode item =
        http.get(
                "/api/v1/operations/emr/deliveries?state=needs-person&patientId=" + patient.id(),
                operator)
            .is(200)
            .at("/items/0");
    assertThat(item.path("reason").asText()).contains("Failed with");
    String retry = "/api/v1/operations/emr/deliveries/" + item.path("id").asText() + "/retry";
    http.call("POST", retry, operator, "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .is(200);
    store.awaitCount(1, "emr_delivery where source_id = ? and state = 'sent'", third);
    http.post(retry, operator, "{}").isProblem(409, "not-stuck");
    http.post(retry, folk.token(patient), "{}").is(403);
  }

  @Test
  void aLaboratoryReportArrivesAndItsCorrectionTakesItsPlace() {
    Somebody patient = known("PC-" + UUID.randomUUID());
    String number = "N-" + patient.id();
    numbers.remember("apex", new LabIdentifier(number, "APEX", "MR"), patient.id(), null);
    report(number, "8.4", "final", 0);
    store.awaitCount(
        1,
        "emr_delivery where patient_id = ? and kind = 'REPORT' and state = 'sent'",
        patient.id());
    report(number, "8.6", "corrected", 60);
    store.awaitCount(
        2,
        "emr_delivery where patient_id = ? and kind = 'REPORT' and state = 'sent'",
        patient.id());
    List<JsonNode> bundles =
        partners.asked("emr").stream()
            .filter(body -> body != null && body.toString().contains("F-" + number))
            .toList();
    JsonNode last = bundles.get(bundles.size() - 1);
    JsonNode result = null;
    for (JsonNode entry : last.path("entry")) {
      result = entry.at("/resource/resourceType").asText().equals("Observation") ? entry : result;
    }
    assertThat(result.at("/resource/valueQuantity/value").asText()).isEqualTo("8.6");
    assertThat(result.at("/resource/status").asText()).isEqualTo("corrected");
    assertThat(result.at("/request/method").asText()).isEqualTo("PUT");
    assertThat(result.at("/resource/subject/reference").asText())
        .isEqualTo(last.at("/entry/0/fullUrl").asText());
  }

  private void report(String number, String value, String status, int minutes) {
    Instant at = Instant.parse("2026-08-15T02:35:00Z").plusSeconds(60L * minutes);
    LabReport report =
        new LabReport(
            "apex",
            "APEXLAB",
            "M-" + UUID.randomUUID(),
            new LabPerson(
                List.of(new LabIdentifier(number, "APEX", "MR")), null, null, null, null, null),
            null,
            "F-" + number,
            List.of(new LabCode("4548-4", "HbA1c", "LN")),
            status,
            at,
            at,
            null,
            List.of(
                new LabResult(
                    List.of(new LabCode("4548-4", "HbA1c", "LN")),
                    null,
                    new LabValue.Quantity(null, new BigDecimal(value), "%"),
                    "4.0-5.6",
                    List.of("H"),
                    status,
                    at,
                    List.of())),
            List.of(),
            List.of());
    transaction.executeWithoutResult(t -> laboratory.accept(report));
  }

  @Test
  void anOperatorMergesTwoPatients() {
    String one = "PC-" + UUID.randomUUID();
    String two = "PC-" + UUID.randomUUID();
    Somebody survivor = known(one);
    Somebody retired = known(two);
    reading(survivor, "120");
    reading(retired, "130");
    demographics.accept(
        new PersonUpdate(
            "emr",
            Event.A40,
            List.of(mrn(one)),
            List.of(),
            null,
            null,
            null,
            List.of(mrn(two)),
            java.time.Instant.parse("2026-08-15T02:35:00Z"),
            "M-" + one));
    String operator = folk.token(folk.somebody(Role.OPERATOR));
    JsonNode merge = null;
    for (JsonNode item :
        http.get("/api/v1/operations/merges?limit=200", operator).is(200).at("/items")) {
      merge = item.toString().contains(one) ? item : merge;
    }
    assertThat(merge).isNotNull();
    String decide = "/api/v1/operations/merges/" + merge.path("id").asText();
    http.post(decide + "/approve", folk.token(survivor), "{}").is(403);
    http.post(decide + "/approve", operator, Json.write(Map.of("note", "same passport"))).is(200);
    http.post(decide + "/reject", operator, "{}").isProblem(409, "merge-decided");
    assertThat(
            http.get("/api/v1/glucose-readings?patientId=" + survivor.id(), folk.token(survivor))
                .is(200)
                .at("/items"))
        .hasSize(2);
  }
}
