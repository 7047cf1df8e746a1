package procare.consent;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.audit.Audit;
import procare.event.Event;
import procare.patient.CareAccess;

/**
 * REST operations on consents: the patient's own, or on their behalf with the words they agreed to.
 */
@Component("consentApi")
@Transactional
public class ConsentApi {
  private final NamedParameterJdbcTemplate jdbc;
  private final Consents consents;
  private final ContactProperties settings;
  private final CareAccess access;
  private final Audit audit;
  private final Clock clock;

  public ConsentApi(
      NamedParameterJdbcTemplate jdbc,
      Consents consents,
      ContactProperties settings,
      CareAccess access,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.consents = consents;
    this.settings = settings;
    this.access = access;
    this.audit = audit;
    this.clock = clock;
  }

  /** {@code getConsents}: what holds, since when and in which words, and the log. */
  public ApiAnswer get(ApiRequest request) {
    UUID patient = request.pathId("id");
    access.mayRead(request, patient);
    audit.record(request, "read", patient, "consent", patient.toString(), null);
    return ApiAnswer.ok(body(patient));
  }

  /**
   * {@code updateConsents}: categories left out stay.
   *
   * @throws ApiProblem 400 for a category named twice; 403 for those of ai unless the patient asks
   */
  public ApiAnswer update(ApiRequest request) {
    UUID patient = request.pathId("id");
    access.mayChange(request, patient);
    JsonNode body = request.body();
    String wording = body.get("wording").asText().strip();
    if (wording.length() < 3) {
      throw ApiProblem.field(
          "wording", "says nothing", "send the words that were said, or shown and agreed to");
    }
    Event cause =
        Event.first("request", clock.instant(), request.requestId(), "api", patient, patient, null);
    List<String> changed = new ArrayList<>();
    for (JsonNode wish : body.path("consents")) {
      Category category = Category.of(wish.get("category").asText()).orElseThrow();
      if (changed.contains(category.code())) {
        throw ApiProblem.field(
            "consents", "names " + category.code() + " twice", "name each category once");
      }
      if (category.personal() && !request.caller().personId().equals(patient)) {
        throw ApiProblem.forbidden("only the patient may decide on " + category.code());
      }
      changed.add(category.code());
      consents.change(
          cause,
          new Consents.Said(
              patient,
              category,
              "IN".equals(wish.get("state").asText()),
              "api",
              wording,
              request.caller().userId(),
              null));
    }
    if (body.has("quietHours")) {
      keepQuietHours(patient, body.get("quietHours"));
      changed.add("quietHours");
    }
    audit.record(
        request, "change", patient, "consent", patient.toString(), Map.of("fields", changed));
    return ApiAnswer.ok(body(patient));
  }

  private void keepQuietHours(UUID patient, JsonNode hours) {
    jdbc.update(
        "update person set quiet_from = :from, quiet_to = :to where id = :id",
        new MapSqlParameterSource()
            .addValue("id", patient)
            .addValue("from", LocalTime.parse(hours.get("from").asText()))
            .addValue("to", LocalTime.parse(hours.get("to").asText())));
  }

  private Map<String, Object> body(UUID patient) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("patientId", patient);
    body.put("items", consents.all(patient));
    body.put(
        "quietHours",
        jdbc.queryForObject(
            "select coalesce(quiet_from, :from) as f, coalesce(quiet_to, :to) as t from person where id = :id",
            new MapSqlParameterSource()
                .addValue("id", patient)
                .addValue("from", LocalTime.parse(settings.quietFrom()))
                .addValue("to", LocalTime.parse(settings.quietTo())),
            (rs, i) ->
                Map.of(
                    "from", rs.getObject("f", LocalTime.class).toString(),
                    "to", rs.getObject("t", LocalTime.class).toString())));
    body.put("dailyCap", settings.dailyCap());
    body.put("log", consents.log(patient));
    return body;
  }
}
