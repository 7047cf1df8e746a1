package procare.emr;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Json;
import procare.Sql;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.audit.Audit;
import procare.emr.Reviews.Kind;
import procare.emr.Reviews.Review;
import procare.patient.CareAccess;
import procare.security.Role;

/**
 * Merges that a person decides: an operator or administrator, or a doctor who cares for both. Who
 * decides sees both records side by side, without clinical values; each look and each decision is
 * audited for both patients.
 */
@Component("mergesApi")
@Transactional
public class MergesApi {
  private final NamedParameterJdbcTemplate jdbc;
  private final Reviews reviews;
  private final PatientMerges merges;
  private final CareAccess access;
  private final Audit audit;
  private final String side = Sql.of("emr/side");

  MergesApi(
      NamedParameterJdbcTemplate jdbc,
      Reviews reviews,
      PatientMerges merges,
      CareAccess access,
      Audit audit) {
    this.jdbc = jdbc;
    this.reviews = reviews;
    this.merges = merges;
    this.access = access;
    this.audit = audit;
  }

  /** {@code listMerges}: those that wait longest first; doctors see those of their patients. */
  public ApiAnswer list(ApiRequest request) {
    int limit = Pages.limit(request);
    List<Review> rows =
        reviews.list(
            List.of(Kind.MERGE),
            request.param("state").orElse("OPEN"),
            Pages.place(request),
            limit + 1);
    return ApiAnswer.ok(
        Pages.page(
            rows,
            limit,
            Review::id,
            review -> isFor(request, review) ? shown(request, review) : null));
  }

  /**
   * {@code approveMerge}: makes the two one, in this transaction. The same decision again changes
   * nothing.
   *
   * @throws ApiProblem 403; 404; 409 {@code merge-decided} when the other decision was taken; 409
   *     {@code still-in-care}
   */
  public ApiAnswer approve(ApiRequest request) {
    Review review = decidable(request, "APPROVED");
    if (review.isOpen()) {
      String by = request.caller().username();
      if (merges.merge(review.patientId(), review.otherId(), by, request.requestId())
          == PatientMerges.Merged.STILL_IN_CARE) {
        throw ApiProblem.conflict(
            "still-in-care",
            "the record to be retired has an open emergency or a running plan; end it, then approve again");
      }
    }
    return decided(request, review, "APPROVED");
  }

  /** {@code rejectMerge}: they stay two; the same message asks no second time. */
  public ApiAnswer reject(ApiRequest request) {
    return decided(request, decidable(request, "REJECTED"), "REJECTED");
  }

  private Review decidable(ApiRequest request, String decision) {
    Review review =
        reviews
            .lock(request.pathId("id"))
            .filter(r -> r.kind() == Kind.MERGE)
            .orElseThrow(() -> ApiProblem.notFound("there is no such merge"));
    if (!isFor(request, review)) {
      throw ApiProblem.forbidden("this merge is not of patients that are both yours");
    }
    if (!review.isOpen() && !review.state().equals(decision)) {
      throw ApiProblem.conflict(
          "merge-decided", "this merge was decided otherwise at " + review.decidedAt());
    }
    return review;
  }

  private ApiAnswer decided(ApiRequest request, Review review, String decision) {
    if (review.isOpen()) {
      String note = request.body() == null ? null : request.body().path("note").asText(null);
      reviews.decide(review.id(), decision, request.caller().personId(), null, note);
      for (UUID patient : List.of(review.patientId(), review.otherId())) {
        audit.record(
            request,
            decision.equals("APPROVED") ? "approve" : "reject",
            patient,
            "merge",
            review.id().toString(),
            null);
      }
    }
    return ApiAnswer.ok(shown(request, reviews.lock(review.id()).orElseThrow()));
  }

  private boolean isFor(ApiRequest request, Review review) {
    return request.caller().is(Role.OPERATOR)
        || request.caller().is(Role.ADMIN)
        || access.canRead(request.caller(), review.patientId())
            && access.canRead(request.caller(), review.otherId());
  }

  private Map<String, Object> shown(ApiRequest request, Review review) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", review.id());
    shown.put("state", review.state());
    shown.put("partner", review.partner());
    shown.put("reason", review.detail().path("reason").asText());
    shown.put("askedAt", review.createdAt());
    shown.put("decidedAt", review.decidedAt());
    shown.put("note", review.note());
    shown.put("survivor", side(request, review, review.patientId()));
    shown.put("retired", side(request, review, review.otherId()));
    shown.values().removeIf(Objects::isNull);
    return shown;
  }

  private Map<String, Object> side(ApiRequest request, Review review, UUID patient) {
    audit.record(request, "read", patient, "merge", review.id().toString(), null);
    return jdbc.queryForObject(
        side,
        Map.of("patient", patient),
        (rs, i) -> {
          Map<String, Object> shown = new LinkedHashMap<>();
          shown.put("patientId", rs.getObject("id", UUID.class));
          shown.put("name", rs.getString("name"));
          shown.put("since", instant(rs.getObject("since", OffsetDateTime.class)));
          shown.put("readings", rs.getLong("readings"));
          shown.put(
              "lastReadingAt", instant(rs.getObject("last_reading_at", OffsetDateTime.class)));
          shown.put("runningPlans", rs.getLong("running_plans"));
          shown.put("openEmergencies", rs.getLong("open_emergencies"));
          shown.put("phones", phones(rs.getString("phones")));
          shown.put("hasLogin", rs.getBoolean("has_login"));
          shown.put("told", json(rs.getString("told")));
          shown.put("identifiers", json(rs.getString("identifiers")));
          return shown;
        });
  }

  private static List<String> phones(String all) {
    return all == null ? List.of() : Arrays.stream(all.split(",")).map(Pages::phone).toList();
  }

  private static Object instant(OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static JsonNode json(String text) {
    try {
      return text == null
          ? Json.MAPPER.createArrayNode()
          : Json.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
