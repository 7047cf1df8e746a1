package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import procare.Ids;
import procare.security.Role;
import procare.spine.Folk.Somebody;

/** A laboratory's results from its door to the patient, the doctor and back to the counts. */
@HubTest
class LabTest {
  static final String SECRET = "demo-lab-secret";
  private static final String LAB = "demo-fhir-lab";
  private static final String DOOR = "/api/v1/labs/" + LAB + "/results";
  private static final String FHIR = "application/fhir+json";
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired WhatsApp whatsapp;
  @Autowired Store store;
  private final String filler = "L-" + Ids.next();

  @BeforeEach
  void account() {
    UUID id = Ids.next();
    store
        .jdbc()
        .update(
            "insert into person (id, display_name) select ?, ? where not exists (select 1 from app_user where username = ?)",
            id,
            LAB,
            LAB);
    store
        .jdbc()
        .update(
            "insert into app_user (id, person_id, username, password_hash, roles) select ?, ?, ?, ?, array['PARTNER'] where exists (select 1 from person where id = ?)",
            id,
            id,
            LAB,
            "{noop}" + Folk.PASSWORD,
            id);
  }

  private String laboratory() {
    return Printed.secret(login());
  }

  private String login() {
    return folk.login(LAB, Folk.PASSWORD).is(200).text("/accessToken");
  }

  /** An Observation within a DiagnosticReport about the patient whom we gave this number. */
  private String report(
      String number, String status, String value, String issued, String interpretation) {
    String quantity =
        value.isEmpty()
            ? ""
            : ",\"valueQuantity\":{\"value\":%s,\"unit\":\"mmol/L\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"mmol/L\"}"
                .formatted(value);
    String flag =
        interpretation.isEmpty()
            ? ""
            : ",\"interpretation\":[{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation\",\"code\":\"%s\"}]}]"
                .formatted(interpretation);
    return """
        {"resourceType":"DiagnosticReport","identifier":[{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"FILL"}]},"value":"%s"}],
         "contained":[{"resourceType":"Observation","id":"k","status":"%s","code":{"coding":[{"system":"http://loinc.org","code":"2823-3","display":"Potassium"}]}%s%s}],
         "status":"%s","code":{"coding":[{"system":"http://loinc.org","code":"2823-3","display":"Potassium"}]},
         "subject":{"identifier":{"system":"https://procare.example/fhir/sid/mrn","value":"%s"}},
         "issued":"%s","result":[{"reference":"#k"}]}"""
        .formatted(filler, status, quantity, flag, status, number, issued);
  }

  private Http.Answer send(String body, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Content-Type";
    all[1] = FHIR;
    return http.post(DOOR, laboratory(), body, all);
  }

  @Test
  void theShortAddressIsTheSameDoor() {
    String body = report("nobody-" + filler, "final", "4.2", "2026-08-15T09:25:00Z", "");
    String door = "/labs/" + LAB + "/results";
    http.post(door, laboratory(), body, "Content-Type", FHIR).is(202);
    http.post(door, null, body, "Content-Type", FHIR).isProblem(401, "unauthorized");
    http.post("/labs/nobody/results", laboratory(), body, "Content-Type", FHIR).is(404);
  }

  @Test
  void aNormalReportArrivesOnceAndIsReadByThoseWhoMay() {
    Somebody patient = folk.patient("id", "mg/dL", false);
    Somebody doctor = folk.doctor(patient, 1);
    String body = report(patient.id().toString(), "final", "4.2", "2026-08-15T09:25:00Z", "");
    Http.Answer first = send(body).is(201);
    assertThat(send(body).is(201).text()).isEqualTo(first.text());
    String reportId = first.text("/reports/0/reportId");
    assertThat(first.text("/reports/0/state")).isEqualTo("STORED");
    whatsapp.awaitText(patient, "Laporan laboratorium Anda sudah datang");
    String results = "/api/v1/patients/" + patient.id() + "/lab-results";
    for (Somebody reader : new Somebody[] {patient, doctor, folk.caregiver(patient)}) {
      JsonNode item = http.get(results, folk.token(reader)).is(200).at("/items/0");
      assertThat(item.path("text").asText()).isEqualTo("4.2 mmol/L");
      assertThat(item.path("reportId").asText()).isEqualTo(reportId);
    }
    for (Role role : new Role[] {Role.VOLUNTEER, Role.OPERATOR, Role.ADMIN, Role.DOCTOR}) {
      String stranger = folk.token(folk.somebody(role));
      http.get(results, stranger).isProblem(403, "forbidden");
      http.get("/api/v1/lab-reports/" + reportId, stranger).isProblem(404, "not-found");
    }
    String path = "/api/v1/lab-reports/" + reportId;
    assertThat(http.get(path, folk.token(doctor)).is(200).text("/results/0/loinc"))
        .isEqualTo("2823-3");
    Http.Answer bundle = http.call("GET", path, folk.token(doctor), null, "Accept", FHIR).is(200);
    assertThat(bundle.headers().firstValue("Content-Type").orElse("")).startsWith(FHIR);
    assertThat(bundle.text("/entry/0/resource/resourceType")).isEqualTo("DiagnosticReport");
    assertThat(
            store.count(
                "audit_entry where patient_id = ? and resource_type like 'lab%' and action = 'read'",
                patient.id()))
        .isEqualTo(5);
    assertThat(whatsapp.textsTo(patient)).filteredOn(t -> t.contains("Laporan")).hasSize(1);
  }

  @Test
  void aCriticalValueIsToldSignedAndItsCorrectionToldToAllWhoSawIt() {
    Somebody patient = folk.patient();
    Somebody doctor = folk.doctor(patient, 1);
    String number = patient.id().toString();
    send(report(number, "final", "6.4", "2026-08-15T09:25:00Z", "")).is(201);
    assertThat(whatsapp.awaitText(doctor, "LAB CRITICAL"))
        .contains(patient.name(), "Potassium 6.4 mmol/L");
    assertThat(whatsapp.awaitText(patient, "your doctor must see today"))
        .contains("112")
        .doesNotContain("6.4", "otassium");
    String token = folk.token(doctor);
    JsonNode waiting = http.get("/api/v1/lab-criticals", token).is(200).at("/items/0");
    assertThat(waiting.path("text").asText()).isEqualTo("6.4 mmol/L");
    String sign = "/api/v1/lab-criticals/" + waiting.path("id").asText() + "/sign";
    String note = "{\"note\":\"called, comes for an ECG\"}";
    http.post(sign, folk.token(patient), note).isProblem(403, "forbidden");
    http.post(sign, folk.token(folk.doctor(folk.patient(), 1)), note).isProblem(404, "not-found");
    http.post(sign, token, "{\"note\":\"x\"}").isProblem(400, "validation");
    assertThat(http.post(sign, token, note).is(200).text("/state")).isEqualTo("SIGNED");
    assertThat(http.post(sign, token, note).is(200).text("/note")).contains("ECG");
    http.post(sign, folk.token(folk.doctor(patient, 2)), note)
        .isProblem(409, "lab-critical-signed");
    store.awaitEmergency(patient, "LAB_CRITICAL", "RESOLVED");
    assertThat(http.get("/api/v1/lab-criticals", token).is(200).at("/items")).isEmpty();

    send(report(number, "corrected", "4.6", "2026-08-15T10:25:00Z", "")).is(201);
    assertThat(whatsapp.awaitText(doctor, "LAB CORRECTED"))
        .contains("6.4 mmol/L", "now 4.6 mmol/L");
    assertThat(whatsapp.awaitText(patient, "corrected the value")).doesNotContain("4.6");
    assertThat(
            http.get("/api/v1/patients/" + number + "/lab-results", token)
                .is(200)
                .text("/items/0/text"))
        .isEqualTo("4.6 mmol/L");
    assertThat(whatsapp.textsTo(patient)).noneMatch(t -> t.contains("has arrived"));
  }

  @Test
  void withoutADoctorItIsInTheQueueThatAPersonWatches() {
    Somebody patient = folk.patient();
    Somebody operator = folk.somebody(Role.OPERATOR);
    send(report(patient.id().toString(), "preliminary", "4.0", "2026-08-15T09:25:00Z", "HH"))
        .is(201);
    UUID emergency = store.awaitEmergency(patient, "LAB_CRITICAL", "HANDED_OVER");
    String token = folk.token(operator);
    assertThat(http.get("/api/v1/operations/emergencies?limit=500", token).is(200).text())
        .contains(emergency.toString());
    assertThat(http.get("/api/v1/emergencies/" + emergency, token).is(200).text())
        .doesNotContain("4.0");
    send(report(patient.id().toString(), "entered-in-error", "", "2026-08-15T11:00:00Z", ""))
        .is(201);
    store.awaitEmergency(patient, "LAB_CRITICAL", "RESOLVED");
    whatsapp.awaitText(patient, "corrected the value");
  }

  @Test
  void whatIsNobodysWaitsAndIsPlacedByAPerson() {
    Somebody patient = folk.patient();
    Somebody operator = folk.somebody(Role.OPERATOR);
    String number = "PC-" + Ids.next();
    Http.Answer held = send(report(number, "final", "7.0", "2026-08-15T09:25:00Z", "")).is(202);
    assertThat(held.text("/reports/0/state")).isEqualTo("WAITS_FOR_A_PERSON");
    whatsapp.awaitText(operator, "belongs to nobody whom we know");
    String token = folk.token(operator);
    JsonNode review = null;
    for (JsonNode item :
        http.get("/api/v1/operations/lab-reviews?limit=500&kind=UNMATCHED", token)
            .is(200)
            .at("/items")) {
      review = item.toString().contains(number) ? item : review;
    }
    assertThat(review).isNotNull();
    assertThat(review.toString()).doesNotContain("7.0", "otassium");
    String assign = "/api/v1/operations/lab-reviews/" + review.path("id").asText() + "/assign";
    String body =
        "{\"patientId\":\"%s\",\"note\":\"asked the laboratory\"}".formatted(patient.id());
    http.post(assign, folk.token(patient), body).isProblem(403, "forbidden");
    http.post(assign, token, body.replace(patient.id().toString(), UUID.randomUUID().toString()))
        .isProblem(400, "validation");
    http.post(assign, token, body).is(200);
    http.post(assign, token, body).is(200);
    http.post(assign, token, body.replace(patient.id().toString(), folk.patient().id().toString()))
        .isProblem(409, "review-decided");
    whatsapp.awaitText(patient, "your doctor must see today");
    send(report(number, "corrected", "4.4", "2026-08-15T10:25:00Z", "")).is(201);
    assertThat(
            store.count(
                "lab_observation o join lab_observation_version v on v.id = o.current_id where o.patient_id = ? and v.status = 'corrected'",
                patient.id()))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "none, demo-fhir-lab, application/fhir+json, 401, unauthorized",
    "none, nobody-lab, application/fhir+json, 401, unauthorized",
    "wrong, demo-fhir-lab, application/fhir+json, 401, unauthorized",
    "doctor, demo-fhir-lab, application/fhir+json, 403, forbidden",
    "lab, nobody-lab, application/fhir+json, 404, not-found",
    "lab, north-fhir-emr, application/fhir+json, 404, not-found",
    "lab, city-json-lab, application/fhir+json, 403, forbidden",
    "lab, demo-fhir-lab, text/plain, 415, unsupported-media-type",
    "lab, demo-fhir-lab, application/fhir+json, 201,",
    "secret, demo-fhir-lab, application/fhir+json, 201,",
    "secret, city-json-lab, application/fhir+json, 401, unauthorized",
  })
  void theDoorOpensToItsLaboratoryOnly(
      String who, String partner, String type, int status, String code) {
    String token =
        switch (who) {
          case "none" -> null;
          case "wrong" -> "demo-lab-secreT";
          case "secret" -> SECRET;
          case "doctor" -> folk.token(folk.somebody(Role.DOCTOR));
          default -> laboratory();
        };
    Http.Answer answer =
        http.post(
            "/api/v1/labs/" + partner + "/results",
            token,
            report(folk.patient().id().toString(), "final", "4.2", "2026-08-15T09:25:00Z", ""),
            "Content-Type",
            type);
    if (code == null) {
      answer.is(status);
    } else {
      answer.isProblem(status, code);
    }
  }

  @Test
  void whatCannotBeReadNamesItsPlaceAndKeysAreForOneBody() {
    String number = folk.patient().id().toString();
    String good = report(number, "final", "4.2", "2026-08-15T09:25:00Z", "");
    String wrong = good.replace("\"status\":\"final\",\"code\"", "\"status\":\"done\",\"code\"");
    assertThat(
            send(wrong.replace("],\n \"status\":\"final\"", "],\n \"status\":\"done\""))
                .isProblem(400, "validation")
                .text("/errors/0/field"))
        .contains("status");
    send("{").isProblem(400, "validation");
    send("").isProblem(400, "body-missing");
    String first = send(good, "Idempotency-Key", "k-" + filler).is(201).text();
    assertThat(send(good, "Idempotency-Key", "k-" + filler).is(201).text()).isEqualTo(first);
    send(good.replace("4.2", "4.3"), "Idempotency-Key", "k-" + filler)
        .isProblem(409, "idempotency-key-reused");
  }

  @Test
  void monthsAreCountedByLaboratory() {
    Somebody patient = folk.patient();
    send(report(patient.id().toString(), "final", "4.2", "2026-08-15T09:25:00Z", "")
            .replace("http://loinc.org\",\"code\":\"2823-3", "urn:lab\",\"code\":\"KX"))
        .is(201);
    String operator = folk.token(folk.somebody(Role.OPERATOR));
    String month = YearMonth.from(Instant.now().atZone(ZoneOffset.UTC)).toString();
    String path = "/api/v1/operations/lab-reconciliation?month=";
    await()
        .untilAsserted(
            () -> {
              JsonNode lab = null;
              for (JsonNode each : http.get(path + month, operator).is(200).at("/partners")) {
                lab = each.path("partner").asText().equals(LAB) ? each : lab;
              }
              assertThat(lab).isNotNull();
              assertThat(lab.path("messages").asInt()).isPositive();
              assertThat(lab.path("unmapped").asInt()).isPositive();
              assertThat(lab.path("observations").asInt())
                  .isGreaterThanOrEqualTo(lab.path("unmapped").asInt());
            });
    assertThat(http.get(path + "2001-01", operator).is(200).at("/partners")).isEmpty();
    http.get(path + "2001-13", operator).isProblem(400, "validation");
    http.get(path + month, folk.token(patient)).isProblem(403, "forbidden");
    assertThat(http.get("/api/v1/operations/lab-unmapped?partner=" + LAB, operator).is(200).text())
        .contains("KX");
  }
}
