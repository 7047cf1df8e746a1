package procare.emergency;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import procare.Json;
import procare.Sql;
import procare.security.Caller;
import procare.security.Role;

/** Emergencies as the REST contract shows them. */
@Component
class EmergencyViews {
  /** A page of emergencies and how many there are in all. */
  record Page(List<Emergency> items, long total) {}

  private final JdbcClient jdbc;
  private final StepStore steps;
  private final FactStore facts;
  private final String list = Sql.of("emergency/list");
  private final String names = Sql.of("emergency/names");

  EmergencyViews(JdbcClient jdbc, StepStore steps, FactStore facts) {
    this.jdbc = jdbc;
    this.steps = steps;
    this.facts = facts;
  }

  /** Emergencies of the caller, as a patient, and of the patients linked to it, newest first. */
  Page list(Caller caller, State state, UUID patientId, int limit, int offset) {
    long[] total = new long[1];
    List<Emergency> items =
        jdbc.sql(list)
            .param("state", state == null ? null : state.name())
            .param("patient", patientId)
            .param("person", caller.personId())
            .param("own", caller.is(Role.PATIENT))
            .param("relations", relations(caller))
            .param("limit", limit)
            .param("offset", offset)
            .query(
                (rs, row) -> {
                  total[0] = rs.getLong("total");
                  return EmergencyStore.emergency(rs, row);
                })
            .list();
    boolean beyondTheEnd = items.isEmpty() && offset > 0;
    return beyondTheEnd
        ? new Page(items, list(caller, state, patientId, 1, 0).total())
        : new Page(items, total[0]);
  }

  private static String[] relations(Caller caller) {
    return Stream.of(Role.CAREGIVER, Role.DOCTOR, Role.VOLUNTEER)
        .filter(caller::is)
        .map(Role::name)
        .toArray(String[]::new);
  }

  /** What a page shows of each. */
  Map<String, Object> summary(Emergency emergency) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", emergency.id());
    view.put("patientId", emergency.patientId());
    view.put("kind", emergency.kind());
    view.put("severity", emergency.severity());
    view.put("state", emergency.state());
    view.put("rung", emergency.rung());
    view.put("openedAt", emergency.openedAt());
    view.put("acknowledgedAt", emergency.acknowledgedAt());
    view.put("acknowledgedBy", emergency.acknowledgedBy());
    view.put("resolvedAt", emergency.resolvedAt());
    view.put("resolution", emergency.resolution());
    view.values().removeIf(value -> value == null);
    return view;
  }

  /** With steps and facts, for those who may see values. */
  Map<String, Object> full(Emergency emergency) {
    Map<UUID, String> people = names(emergency);
    Map<String, Object> view = summary(emergency);
    view.put("steps", steps(emergency, people));
    view.put("facts", facts(emergency, people));
    return view;
  }

  /** For operators: the course without severity, readings and what people wrote. */
  Map<String, Object> withoutValues(Emergency emergency) {
    Map<String, Object> view = summary(emergency);
    view.remove("severity");
    view.put("steps", steps(emergency, names(emergency)));
    return view;
  }

  private List<Map<String, Object>> steps(Emergency emergency, Map<UUID, String> people) {
    List<Map<String, Object>> views = new ArrayList<>();
    for (Step step : steps.all(emergency.id())) {
      Map<String, Object> view = new LinkedHashMap<>();
      view.put("ordinal", step.ordinal());
      view.put("rung", step.rung());
      view.put("state", step.state());
      view.put("dueAt", step.dueAt());
      view.put("doneAt", step.doneAt());
      view.put("personId", step.personId());
      view.put("person", people.get(step.personId()));
      view.put("outcome", step.outcome());
      view.values().removeIf(value -> value == null);
      views.add(view);
    }
    return views;
  }

  private List<Map<String, Object>> facts(Emergency emergency, Map<UUID, String> people) {
    List<Map<String, Object>> views = new ArrayList<>();
    for (FactStore.Fact fact : facts.all(emergency.id())) {
      Map<String, Object> view = new LinkedHashMap<>();
      view.put("at", fact.at());
      view.put("kind", fact.kind());
      view.put("personId", fact.personId());
      view.put("person", people.get(fact.personId()));
      if ("READING".equals(fact.kind())) {
        view.put("reading", reading(fact.detail()));
      } else {
        view.put("RED_FLAG".equals(fact.kind()) ? "redFlag" : "note", fact.detail());
      }
      view.values().removeIf(value -> value == null);
      views.add(view);
    }
    return views;
  }

  private static JsonNode reading(String detail) {
    try {
      return Json.parse(detail.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("emergency_fact.detail of a reading is no JSON", e);
    }
  }

  private Map<UUID, String> names(Emergency emergency) {
    Map<UUID, String> found = new LinkedHashMap<>();
    jdbc.sql(names)
        .param("emergency", emergency.id())
        .query(
            rs -> {
              found.put(rs.getObject("id", UUID.class), rs.getString("display_name"));
            });
    return found;
  }
}
