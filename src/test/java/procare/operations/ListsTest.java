package procare.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static procare.operations.OperationsContext.JDBC;
import static procare.operations.OperationsContext.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import procare.Ids;
import procare.Json;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.event.Event;

class ListsTest {
  private final ListsApi lists = OperationsContext.bean(ListsApi.class);
  private final DeadLettersApi letters = OperationsContext.bean(DeadLettersApi.class);
  private final UUID patient = Ids.next();

  @BeforeEach
  void empty() {
    OperationsContext.empty();
    JDBC.update("insert into person (id, display_name) values (?, 'P')", patient);
    JDBC.update("insert into patient (id) values (?)", patient);
  }

  @Test
  void pagesShowEveryRowOnceNewestFirst() {
    for (int i = 0; i < 7; i++) {
      OperationsContext.kill(event("patient.glucose.logged"), "agent.x");
      delivery(i % 2 == 0 ? "failed" : "sent", i == 0);
      inbound("HANDLED");
    }
    List<Function<ApiRequest, ApiAnswer>> all =
        List.of(letters::list, lists::deliveries, lists::inbound, lists::events);
    for (Function<ApiRequest, ApiAnswer> list : all) {
      List<String> ids = pages(list, Map.of("limit", "3"));
      assertThat(ids).hasSize(7).doesNotHaveDuplicates();
    }
    assertThat(pages(lists::events, Map.of("limit", "3", "type", "patient.glucose.logged")))
        .hasSize(7);
    assertThat(pages(lists::events, Map.of("limit", "3", "key", patient.toString()))).hasSize(7);
    assertThat(pages(lists::deliveries, Map.of("limit", "3", "state", "failed"))).hasSize(4);
    assertThat(pages(lists::deliveries, Map.of("ambiguous", "true"))).hasSize(1);
    assertThat(pages(lists::deliveries, Map.of("patientId", patient.toString()))).hasSize(7);
    assertThat(pages(lists::deliveries, Map.of("kind", "REMINDER"))).isEmpty();
  }

  @Test
  void eventsAreFoundByEveryKey() {
    Event event = event("patient.glucose.logged");
    event("clinical.glucose.check");
    for (String key : List.of(event.id().toString(), event.subject(), event.correlationId())) {
      assertThat(pages(lists::events, Map.of("key", key))).containsExactly(event.id().toString());
    }
    assertThat(pages(lists::events, Map.of("key", "nothing"))).isEmpty();
    assertThat(
            pages(
                lists::events, Map.of("key", patient.toString(), "type", "clinical.glucose.check")))
        .hasSize(1);
  }

  @Test
  void listsSayNoWordsAndMaskNumbers() {
    delivery("failed", false);
    inbound("UNUSABLE");
    assertThat(body(lists.deliveries(query(Map.of()))).toString())
        .contains("…7002")
        .doesNotContain("secretword", "915550007002");
    assertThat(body(lists.inbound(query(Map.of("state", "UNUSABLE")))).toString())
        .contains("…7002")
        .doesNotContain("secretword", "915550007002");
  }

  static Stream<Arguments> filters() {
    return Stream.of(
        Arguments.of(Map.of("state", "NEW"), 2),
        Arguments.of(Map.of("state", "DISCARDED"), 0),
        Arguments.of(Map.of("source", "agent.x"), 1),
        Arguments.of(Map.of("type", "patient.glucose.logged"), 2),
        Arguments.of(Map.of("cause", "illegalstate"), 2),
        Arguments.of(Map.of("cause", "BOOM"), 2),
        Arguments.of(Map.of("cause", "%"), 0),
        Arguments.of(Map.of("cause", "_oom"), 0),
        Arguments.of(Map.of("from", "2020-01-01T00:00:00Z"), 2),
        Arguments.of(Map.of("to", "2020-01-01T00:00:00+05:30"), 0));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void deadLettersAreFiltered(Map<String, String> filter, int found) {
    OperationsContext.kill(event("patient.glucose.logged"), "agent.x");
    OperationsContext.kill(event("patient.glucose.logged"), "agent.y");
    assertThat(pages(letters::list, filter)).hasSize(found);
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        Arguments.of("deadLetters", Map.of("state", "new"), "state"),
        Arguments.of("deadLetters", Map.of("from", "1"), "from"),
        Arguments.of("deadLetters", Map.of("next", "###"), "next"),
        Arguments.of("deadLetters", Map.of("next", "AAAA"), "next"),
        Arguments.of("deadLetters", Map.of("limit", "501"), "limit"),
        Arguments.of("deliveries", Map.of("state", "lost"), "state"),
        Arguments.of("deliveries", Map.of("kind", "SPAM"), "kind"),
        Arguments.of("deliveries", Map.of("ambiguous", "perhaps"), "ambiguous"),
        Arguments.of("deliveries", Map.of("patientId", "1-1-1-1-1"), "patientId"),
        Arguments.of("inbound", Map.of("state", "'; drop table delivery; --"), "state"),
        Arguments.of("events", Map.of("limit", "-1"), "limit"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void badFiltersAreRefusedByName(String list, Map<String, String> filter, String field) {
    Function<ApiRequest, ApiAnswer> operation =
        switch (list) {
          case "deadLetters" -> letters::list;
          case "deliveries" -> lists::deliveries;
          case "inbound" -> lists::inbound;
          default -> lists::events;
        };
    assertThatThrownBy(() -> operation.apply(query(filter)))
        .isInstanceOfSatisfying(
            ApiProblem.class,
            p -> {
              assertThat(p.status()).isEqualTo(400);
              assertThat(p.errors().get(0).field()).isEqualTo(field);
              assertThat(p.errors().get(0).remedy()).isNotBlank();
            });
  }

  @Test
  void oneLetterShowsWhyAndHidesWhatWasSaid() {
    Event event =
        OperationsContext.publish(
            "patient.message.received",
            Ids.next(),
            patient,
            Map.of(
                "text",
                "secretword 62",
                "address",
                "915550007002",
                "kind",
                "LOW",
                "items",
                List.of("secretword", Map.of("value", 62.4))));
    UUID id = OperationsContext.kill(event, "agent.x");
    JsonNode letter = body(letters.get(query(Map.of("id", id.toString()))));
    assertThat(letter.get("stackHead").asText()).contains("boom");
    assertThat(letter.at("/body/data/kind").asText()).isEqualTo("LOW");
    assertThat(letter.at("/body/type").asText()).isEqualTo("patient.message.received");
    assertThat(letter.toString()).doesNotContain("secretword", "915550007002", "62.4");
    assertThat(
            JDBC.queryForObject(
                "select count(*) from audit_entry where patient_id = ? and resource_type = 'dead_letter'",
                Long.class,
                patient))
        .isEqualTo(1);
  }

  @Test
  void bytesThatAreNoEventShowTheirShapeOnly() {
    UUID id =
        OperationsContext.bean(DeadLetters.class)
            .store(
                DeadLetter.of(
                    "agent.x",
                    "name=Asha;sugar=62".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    Map.of(),
                    new IllegalStateException(),
                    1));
    assertThat(body(letters.get(query(Map.of("id", id.toString())))).at("/body/shape").asText())
        .isEqualTo("xxxx=xxxx;xxxxx=99");
  }

  @Test
  void unknownLetterIsNotFound() {
    assertThatThrownBy(() -> letters.get(query(Map.of("id", UUID.randomUUID().toString()))))
        .isInstanceOfSatisfying(ApiProblem.class, p -> assertThat(p.status()).isEqualTo(404));
    assertThatThrownBy(() -> letters.get(query(Map.of("id", "7"))))
        .isInstanceOfSatisfying(ApiProblem.class, p -> assertThat(p.status()).isEqualTo(404));
  }

  @Test
  void partnersShowTheWorstNodeAndThoseNeverCalled() {
    JDBC.update(
        "insert into breaker_state values ('evolution', 'n1', 'CLOSED', now()), ('evolution', 'n2', 'OPEN', now())");
    JsonNode partners =
        body(OperationsContext.bean(PartnersApi.class).list(query(Map.of()))).get("items");
    assertThat(partners.findValuesAsText("partner")).containsExactly("evolution", "openrouter");
    assertThat(partners.get(0).get("state").asText()).isEqualTo("OPEN");
    assertThat(partners.get(0).get("kind").asText()).isEqualTo("whatsapp");
    assertThat(partners.get(0).get("nodes")).hasSize(2);
    assertThat(partners.get(1).get("state").asText()).isEqualTo("CLOSED");
  }

  private List<String> pages(Function<ApiRequest, ApiAnswer> list, Map<String, String> filter) {
    List<String> ids = new ArrayList<>();
    Map<String, String> query = new HashMap<>(filter);
    for (int page = 0; page < 20; page++) {
      JsonNode answer = body(list.apply(query(query)));
      answer.get("items").forEach(item -> ids.add(item.get("id").asText()));
      if (answer.get("next").isNull()) {
        return ids;
      }
      query.put("next", answer.get("next").asText());
    }
    throw new AssertionError("the pages do not end");
  }

  private Event event(String type) {
    return OperationsContext.publish(type, Ids.next(), patient, Map.of());
  }

  private void delivery(String state, boolean ambiguous) {
    UUID id = Ids.next();
    JDBC.update(
        "insert into delivery (id, dedupe_key, person_id, patient_id, gateway, address, kind, urgent, template, language, body,"
            + " approved_body, state, ambiguous, next_attempt_at, correlation_id) values (?, ?, ?, ?, 'evolution',"
            + " '915550007002', 'REPLY', true, 't', 'en', 'secretword', 'secretword', ?, ?, now(), 'c')",
        id,
        id.toString(),
        patient,
        patient,
        state,
        ambiguous);
  }

  private void inbound(String state) {
    UUID id = Ids.next();
    JDBC.update(
        "insert into inbound_message (id, gateway, instance, provider_message_id, event, state, sender, text, raw, correlation_id)"
            + " values (?, 'evolution', 'procare', ?, 'messages.upsert', ?, '915550007002', 'secretword', '\\x01', ?)",
        id,
        id.toString(),
        state,
        id.toString());
  }

  private static JsonNode body(ApiAnswer answer) {
    return Json.tree(answer.body());
  }
}
