package procare.emr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static procare.emr.EmrTests.mr;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Ids;
import procare.Json;
import procare.TestDatabase;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.embedded.twins.EmrTwinServer;
import procare.emr.EmrDeliveries.Wanted;
import procare.emr.EmrPartner.Protocol;
import procare.emr.EmrPartner.Smart;
import procare.emr.smart.SmartTokens;
import procare.event.Event;
import procare.glucose.GlucoseReadings;
import procare.lab.LabReport;
import procare.partner.Outcome;
import procare.security.Caller;
import procare.security.Role;

/** From a row to the twin of a medical record over real HTTP, in all the ways that it can end. */
class EmrSenderTest {
  private static final KeyPair KEYS = Keys.pair("ES384");
  private static final String SYSTEM = "https://procare.example/fhir/sid/mrn";

  private final EmrTests hub = new EmrTests();
  private final EmrTwinServer emr = EmrTwinServer.start(KEYS.getPublic(), hub.clock);
  private final EmrDeliveries deliveries =
      new EmrDeliveries(hub.named, hub.outbox, hub.settings, hub.clock);
  private final GlucoseReadings readings =
      new GlucoseReadings(
          hub.named, new TransactionTemplate(TestDatabase.transactions()), hub.outbox, hub.clock);
  private final StaticListableBeanFactory beans = new StaticListableBeanFactory();
  private EmrPartner partner;
  private EmrSender sender;
  private UUID patient;

  @BeforeEach
  void aPatientThatThePartnerKnows() {
    partner =
        new EmrPartner(
            hub.partner,
            Protocol.FHIR,
            emr.url(),
            new Smart("procare-hub", "k", Keys.pem(KEYS), "ES384", "system/*.cruds"),
            SYSTEM,
            null,
            null,
            java.time.ZoneOffset.UTC,
            2000,
            Set.of(DeliveryKind.values()));
    JdkEmrHttp http = new JdkEmrHttp();
    FhirContent content =
        new FhirContent(
            new EmrFacts(hub.named, readings),
            hub.identifiers,
            beans.getBeanProvider(LabResources.class),
            hub.settings);
    Hl7Content messages =
        new Hl7Content(
            new EmrFacts(hub.named, readings),
            hub.identifiers,
            beans.getBeanProvider(LabResources.class),
            hub.clock);
    sender =
        new EmrSender(
            deliveries,
            partners(),
            content,
            messages,
            beans.getBeanProvider(Hl7Sender.class),
            new SmartTokens(http, hub.clock),
            http);
    patient = hub.patient();
    hub.identifiers.link(hub.partner, mr("H-1"), patient);
  }

  @AfterEach
  void stop() {
    emr.close();
    hub.jdbc.update("delete from emr_delivery where partner = ?", hub.partner);
  }

  private EmrPartners partners() {
    return new EmrPartners() {
      @Override
      public Optional<EmrPartner> byName(String name) {
        return all().stream().filter(p -> p.name().equals(name)).findFirst();
      }

      @Override
      public List<EmrPartner> all() {
        return List.of(partner);
      }
    };
  }

  private EmrWriter writer() {
    return new EmrWriter(
        partners(), hub.identifiers, deliveries, beans.getBeanProvider(LabResources.class));
  }

  private UUID wanted(String value, String unit) {
    UUID reading = hub.reading(patient, value, unit);
    deliveries.write(
        new Wanted(hub.partner, DeliveryKind.READING, reading.toString(), null, patient),
        null,
        "story");
    return reading;
  }

  private Map<String, Object> row() {
    return hub.jdbc.queryForMap(
        "select * from emr_delivery where partner = ? order by id desc limit 1", hub.partner);
  }

  private void send(UUID delivery) {
    sender.send(
        Event.first(
            "hub.emr.due",
            hub.clock.instant(),
            "story",
            "test",
            delivery,
            patient,
            Map.of("deliveryId", delivery)));
  }

  private Map<String, Object> sent() {
    send((UUID) row().get("id"));
    return row();
  }

  private void untilDue() {
    hub.clock.set(((java.sql.Timestamp) row().get("next_attempt_at")).toInstant().plusSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({"142, mg/dL, 41653-7", "7.9, mmol/L, 14743-9"})
  void aReadingArrivesInItsOwnUnit(String value, String unit, String loinc) {
    UUID reading = wanted(value, unit);
    assertThat(sent()).containsEntry("state", "sent").containsEntry("attempts", 1);
    JsonNode observation = emr.written("Observation").at("/0/resource");
    assertThat(observation.at("/code/coding/0/code").asText()).isEqualTo(loinc);
    assertThat(observation.at("/valueQuantity/value").decimalValue()).isEqualByComparingTo(value);
    assertThat(observation.at("/valueQuantity/code").asText()).isEqualTo(unit);
    assertThat(observation.at("/identifier/0/value").asText()).isEqualTo(reading.toString());
    assertThat(observation.at("/subject/reference").asText())
        .isEqualTo("Patient/" + emr.written("Patient").at("/0/resource/id").asText());
    assertThat(emr.written("Patient").at("/0/resource/identifier/0/value").asText())
        .isEqualTo("H-1");
  }

  @Test
  void aReplayMakesNoDuplicate() {
    wanted("142", "mg/dL");
    UUID id = (UUID) sent().get("id");
    hub.jdbc.update("update emr_delivery set state = 'pending' where id = ?", id);
    send(id);
    hub.jdbc.update("update emr_delivery set state = 'pending' where id = ?", id);
    send(id);
    assertThat(emr.written("Observation")).hasSize(1);
    assertThat(emr.written("Patient")).hasSize(1);
    send(id);
    assertThat(emr.asked("POST /fhir")).isEqualTo(3);
  }

  @Test
  void anIdentifierThatWasMergedIsTheSurvivors() {
    hub.demographics.accept(
        new PersonUpdate(
            hub.partner,
            PersonUpdate.Event.A40,
            List.of(mr("H-2")),
            List.of(),
            null,
            null,
            null,
            List.of(mr("H-1")),
            EmrTests.BEGAN,
            "M"));
    wanted("142", "mg/dL");
    assertThat(sent()).containsEntry("state", "sent");
    assertThat(emr.written("Patient").at("/0/resource/identifier/0/value").asText())
        .isEqualTo("H-2");
  }

  @Test
  void aPartnerThatKeepsItsPatientsToItselfIsAskedToLookThemUp() {
    wanted("142", "mg/dL");
    sent();
    EmrPartner creating = partner;
    partner =
        new EmrPartner(
            hub.partner,
            Protocol.FHIR,
            emr.url(),
            new Smart(
                "procare-hub",
                "k",
                Keys.pem(KEYS),
                "ES384",
                "system/Patient.rs system/Observation.cu"),
            SYSTEM,
            null,
            null,
            java.time.ZoneOffset.UTC,
            2000,
            creating.sends());
    wanted("143", "mg/dL");
    assertThat(sent()).containsEntry("state", "sent");
    assertThat(emr.written("Observation").at("/1/resource/subject/reference").asText())
        .isEqualTo("Patient/" + emr.written("Patient").at("/0/resource/id").asText());
    patient = hub.patient();
    hub.identifiers.link(hub.partner, mr("H-9"), patient);
    wanted("144", "mg/dL");
    assertThat(sent()).containsEntry("state", "needs-person").containsEntry("status", 404);
    assertThat(emr.written("Patient")).hasSize(1);
  }

  @Test
  void theIdentifierOfThePartnersOwnKindIsTaken() {
    hub.identifiers.link(hub.partner, new PersonIdentifier(SYSTEM, "M-1", "MR"), patient);
    wanted("142", "mg/dL");
    assertThat(sent()).containsEntry("state", "sent");
    assertThat(emr.written("Patient").at("/0/resource/identifier/0/value").asText())
        .isEqualTo("M-1");
  }

  @ParameterizedTest
  @CsvSource({
    "412, needs-person",
    "409, needs-person",
    "422, failed",
    "400, failed",
    "503, pending",
    "500, pending",
    "403, pending",
    "404, needs-person",
  })
  void howItEndedDecidesWhatFollows(int status, String state) {
    wanted("142", "mg/dL");
    prove();
    emr.next("error", status, null);
    assertThat(sent()).containsEntry("state", state).containsEntry("status", status);
    assertThat(row().get("reason").toString()).isNotBlank();
    if (state.equals("pending")) {
      untilDue();
      assertThat(sent()).containsEntry("state", "sent").containsEntry("reason", null);
    }
  }

  /** So that the next request is the FHIR call. */
  private void prove() {
    deliveries.write(
        new Wanted(
            hub.partner,
            DeliveryKind.READING,
            hub.reading(patient, "100", "mg/dL").toString(),
            null,
            patient),
        null,
        "story");
    UUID id = (UUID) row().get("id");
    send(id);
    hub.jdbc.update("delete from emr_delivery where id = ?", id);
  }

  @Test
  void aServerThatAsksToWaitIsLeftAloneThatLongAndItIsNoTry() {
    wanted("142", "mg/dL");
    prove();
    emr.next("error", 429, 120);
    Instant before = hub.clock.instant();
    Map<String, Object> row = sent();
    assertThat(row).containsEntry("state", "pending").containsEntry("attempts", 0);
    assertThat(((java.sql.Timestamp) row.get("next_attempt_at")).toInstant())
        .isAfterOrEqualTo(before.plusSeconds(120));
    send((UUID) row.get("id"));
    assertThat(emr.asked("POST /fhir")).isEqualTo(2);
  }

  @Test
  void whatNeverWorksEndsWithAPerson() {
    wanted("142", "mg/dL");
    prove();
    for (int i = 0; i < 4; i++) {
      emr.next("error", 503, null);
      sent();
      untilDue();
      assertThat(deliveries.requeueDue(500)).isEqualTo(i < 3 ? 1 : 0);
    }
    assertThat(row()).containsEntry("state", "needs-person").containsEntry("attempts", 4);
  }

  @Test
  void aRefusedTokenIsRenewedAndTheCallRepeatedOnce() {
    wanted("142", "mg/dL");
    prove();
    emr.next("revoked-tokens", 0, null);
    assertThat(sent()).containsEntry("state", "sent");
    assertThat(emr.asked("POST /oauth/token")).isEqualTo(2);
    emr.next("error", 401, null);
    // The renewed token's description and token, then the repeated call, refused again.
    hub.jdbc.update("update emr_delivery set state = 'pending' where partner = ?", hub.partner);
    assertThat(sent()).containsEntry("state", "sent");
    assertThat(emr.asked("POST /oauth/token")).isEqualTo(3);
  }

  @Test
  void anUnknownClientIsVisibleAndHealsByItself() {
    wanted("142", "mg/dL");
    emr.next("ok", 0, null);
    emr.next("invalid-client", 0, null);
    assertThat(sent()).containsEntry("state", "pending").containsEntry("attempts", 0);
    assertThat(row().get("reason").toString()).contains("invalid_client");
    untilDue();
    assertThat(sent()).containsEntry("state", "sent");
  }

  @Test
  void aNodeThatDiedInTheMiddleIsTakenOver() {
    wanted("142", "mg/dL");
    UUID id = (UUID) row().get("id");
    hub.jdbc.update(
        "update emr_delivery set state = 'sending', attempts = 1, lease_until = ? where id = ?",
        procare.Times.at(hub.clock.instant().plusSeconds(60)),
        id);
    assertThat(deliveries.requeueDue(500)).isZero();
    hub.clock.forward(Duration.ofSeconds(61));
    assertThat(deliveries.requeueDue(500)).isEqualTo(1);
    assertThat(sent()).containsEntry("state", "sent");
    assertThat(hub.count("event_log where subject = ? and type = 'hub.emr.due'", id.toString()))
        .isEqualTo(2);
  }

  @Test
  void aReportGoesWithItsResultsAndANewerVersionReplacesIt() {
    UUID report = Ids.next();
    laboratory("8.4");
    lab(report);
    String first = row().get("id").toString();
    laboratory("8.6");
    lab(report);
    assertThat(
            hub.jdbc.queryForObject(
                "select state from emr_delivery where id = ?::uuid", String.class, first))
        .isEqualTo("superseded");
    assertThat(sent()).containsEntry("state", "sent");
    laboratory("8.5");
    lab(report);
    assertThat(sent()).containsEntry("state", "sent");
    assertThat(emr.written("Observation")).hasSize(1);
    assertThat(emr.written("Observation").at("/0/resource/valueQuantity/value").asText())
        .isEqualTo("8.5");
    JsonNode diagnostic = emr.written("DiagnosticReport").at("/0/resource");
    assertThat(diagnostic.at("/result/0/reference").asText()).startsWith("Observation/");
    assertThat(diagnostic.at("/subject/reference").asText()).startsWith("Patient/");
  }

  private void lab(UUID report) {
    Event event =
        Event.first(
            "lab.resulted",
            hub.clock.instant(),
            "story",
            "lab",
            report,
            patient,
            Map.of("reportId", report));
    assertThat(writer().concerns(event)).isTrue();
    writer().on(event);
  }

  private void laboratory(String value) {
    String json =
        """
        {"resourceType":"Bundle","type":"collection","entry":[
         {"fullUrl":"urn:uuid:0f3c1c00-0000-4000-8000-000000000005","resource":{"resourceType":"Observation","id":"x",
          "identifier":[{"system":"https://apexlab.example/filler","value":"L26-4548-4"}],"status":"final",
          "code":{"coding":[{"system":"http://loinc.org","code":"4548-4"}]},"valueQuantity":{"value":%s,"unit":"%%"}}},
         {"fullUrl":"urn:uuid:0f3c1c00-0000-4000-8000-000000000006","resource":{"resourceType":"DiagnosticReport",
          "identifier":[{"system":"https://apexlab.example/filler","value":"L26"}],"status":"final",
          "code":{"text":"HbA1c"},"subject":{"reference":"urn:uuid:somebody"},
          "result":[{"reference":"urn:uuid:0f3c1c00-0000-4000-8000-000000000005"}]}}]}
        """
            .formatted(value);
    beans.addBean(
        "laboratory",
        new LabResources() {
          @Override
          public Optional<String> bundleFor(UUID reportId) {
            return Optional.of(json);
          }

          @Override
          public Optional<LabReport> reportFor(UUID reportId) {
            return Optional.empty();
          }
        });
  }

  @Test
  void aPartnerThatDoesNotKnowThePatientGetsNothing() {
    UUID stranger = hub.patient();
    Event event =
        Event.first(
            "patient.glucose.logged",
            hub.clock.instant(),
            "story",
            "api",
            Ids.next(),
            stranger,
            Map.of("readingId", Ids.next(), "unit", "mg/dL"));
    assertThat(writer().concerns(event)).isFalse();
    Event unclear =
        Event.first(
            "patient.glucose.logged",
            hub.clock.instant(),
            "story",
            "api",
            Ids.next(),
            patient,
            Map.of("readingId", Ids.next(), "unit", "unclear"));
    assertThat(writer().concerns(unclear)).isFalse();
  }

  @Test
  void aPartnerWithoutFhirGetsAMessageOverTheSender() {
    partner =
        new EmrPartner(
            hub.partner,
            Protocol.HL7,
            null,
            null,
            null,
            "HIS",
            "CITYHOSP",
            java.time.ZoneId.of("Asia/Kolkata"),
            2000,
            Set.of(DeliveryKind.READING));
    wanted("142", "mg/dL");
    assertThat(sent()).containsEntry("state", "pending");
    assertThat(row().get("reason").toString()).contains("no way out");
    List<String> messages = new java.util.ArrayList<>();
    beans.addBean(
        "mllp",
        (Hl7Sender)
            (to, controlId, message) -> {
              messages.add(controlId + "\r" + new String(message, StandardCharsets.UTF_8));
              return messages.size() == 1
                  ? Outcome.of(Outcome.Kind.TRANSIENT, null, "AE")
                  : Outcome.accepted(null, controlId);
            });
    untilDue();
    assertThat(sent()).containsEntry("state", "pending").containsEntry("reason", "AE");
    untilDue();
    assertThat(sent()).containsEntry("state", "sent");
    String controlId = messages.get(0).substring(0, messages.get(0).indexOf('\r'));
    assertThat(controlId).hasSize(20);
    assertThat(messages).hasSize(2).allSatisfy(m -> assertThat(m).startsWith(controlId));
    assertThat(messages.get(1))
        .contains("|" + controlId + "|P|2.5.1")
        .contains("PID|1||H-1^^^CITYHOSP^MR")
        .contains("|142|mg/dL^^UCUM|");
  }

  @Test
  void weeksAndMessagesAreCollectedOnce() {
    var monday = EmrCollector.week(hub.clock);
    hub.jdbc.update(
        "insert into adherence_day (patient_id, local_date, kind, due, taken, not_taken, answered, missed, system_missed, cancelled, pending)"
            + " values (?, ?, 'MEDICATION', 14, 9, 1, 10, 2, 1, 1, 0)",
        patient,
        monday.plusDays(6));
    hub.jdbc.update(
        "insert into delivery (id, dedupe_key, person_id, patient_id, gateway, kind, urgent, template, language, body, approved_body, state, next_attempt_at, correlation_id, created_at, sent_at, provider_message_id)"
            + " values (gen_random_uuid(), gen_random_uuid()::text, ?, ?, 'evolution', 'REPLY', false, 't', 'en', 'Your HbA1c report is ready.', 'b', 'sent', now(), 'c', ?, ?, '3EB0')",
        patient,
        patient,
        procare.Times.at(hub.clock.instant()),
        procare.Times.at(hub.clock.instant()));
    EmrCollector collector =
        new EmrCollector(
            hub.named,
            new TransactionTemplate(TestDatabase.transactions()),
            partners(),
            deliveries,
            hub.clock);
    for (int i = 0; i < 2; i++) {
      collector.adherence();
      collector.communications();
    }
    List<UUID> ids =
        hub.jdbc.queryForList(
            "select id from emr_delivery where partner = ?", UUID.class, hub.partner);
    assertThat(ids).hasSize(2);
    ids.forEach(this::send);
    JsonNode week = emr.written("Observation").at("/0/resource");
    // 9 of 12: what the hub itself withheld or took back asks nobody.
    assertThat(week.at("/valueQuantity/value").asInt()).isEqualTo(75);
    JsonNode message = emr.written("Communication").at("/0/resource");
    assertThat(message.at("/payload/0/contentString").asText()).contains("HbA1c");
    assertThat(message.at("/identifier/0/value").asText()).isEqualTo("3EB0");
  }

  @Test
  void operatorsSeeRetryAndDiscardWhatNeedsAPerson() {
    EmrDeliveriesApi api = new EmrDeliveriesApi(hub.named, deliveries, hub.audit, hub.clock);
    wanted("142", "mg/dL");
    prove();
    emr.next("error", 412, null);
    String id = sent().get("id").toString();
    JsonNode page =
        Json.tree(
            api.list(request("", Map.of("state", "needs-person", "partner", hub.partner))).body());
    assertThat(page.at("/items/0/id").asText()).isEqualTo(id);
    assertThat(page.at("/items/0/status").asInt()).isEqualTo(412);
    api.retry(request(id, Map.of()));
    assertThat(sent()).containsEntry("state", "sent");
    assertThatThrownBy(() -> api.retry(request(id, Map.of())))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("this is sent");
    assertThatThrownBy(() -> api.discard(request(id, Map.of()))).isInstanceOf(ApiProblem.class);
    wanted("150", "mg/dL");
    emr.next("error", 422, null);
    String failed = sent().get("id").toString();
    JsonNode discarded = Json.tree(api.discard(request(failed, Map.of())).body());
    assertThat(discarded.path("state").asText()).isEqualTo("discarded");
    assertThat(
            hub.count(
                "audit_entry where resource_type = 'emr-delivery' and patient_id = ? and action in ('retry', 'discard')",
                patient))
        .isEqualTo(2);
  }

  private static ApiRequest request(String id, Map<String, String> query) {
    return new ApiRequest(
        "op",
        new Caller(Ids.next(), Ids.next(), "u", Set.of(Role.OPERATOR), null),
        "req",
        null,
        Map.of("id", id),
        query,
        null);
  }
}
