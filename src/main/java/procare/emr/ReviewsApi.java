package procare.emr;

import static procare.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Ids;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.audit.Audit;
import procare.emr.Reviews.Kind;
import procare.emr.Reviews.Review;

/**
 * Phones that a partner has and the patient never proved, and persons of a partner that nobody here
 * is linked to. Operators decide; each look and each decision is audited.
 */
@Component("emrReviewsApi")
@Transactional
public class ReviewsApi {
  private final NamedParameterJdbcTemplate jdbc;
  private final Reviews reviews;
  private final Demographics demographics;
  private final PatientMerges merges;
  private final Audit audit;
  private final Clock clock;

  ReviewsApi(
      NamedParameterJdbcTemplate jdbc,
      Reviews reviews,
      Demographics demographics,
      PatientMerges merges,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.reviews = reviews;
    this.demographics = demographics;
    this.merges = merges;
    this.audit = audit;
    this.clock = clock;
  }

  /** {@code listEmrReviews}: those that wait longest first. */
  public ApiAnswer list(ApiRequest request) {
    int limit = Pages.limit(request);
    List<Kind> kinds =
        request
            .param("kind")
            .map(kind -> List.of(Kind.valueOf(kind)))
            .orElse(List.of(Kind.PHONE, Kind.UNMATCHED));
    List<Review> rows =
        reviews.list(kinds, request.param("state").orElse("OPEN"), Pages.place(request), limit + 1);
    rows.stream().limit(limit).forEach(review -> note(request, review, "read"));
    return ApiAnswer.ok(Pages.page(rows, limit, Review::id, ReviewsApi::shown));
  }

  /**
   * {@code approveEmrReview}. PHONE: the number is kept beside the others, and still is written to
   * only once the patient proves it. UNMATCHED: the identifiers become {@code patientId}'s, and
   * what came under them meanwhile is applied.
   *
   * @throws ApiProblem 400 when UNMATCHED comes without the id of a patient; 404; 409 {@code
   *     review-decided}
   */
  public ApiAnswer approve(ApiRequest request) {
    Review review = decidable(request, "APPROVED");
    if (review.isOpen()) {
      if (review.kind() == Kind.PHONE) {
        keepPhone(review);
        decide(request, review, "APPROVED", null);
      } else {
        link(request, review);
      }
    }
    return ApiAnswer.ok(shown(reviews.lock(review.id()).orElseThrow()));
  }

  /** {@code rejectEmrReview}: nothing changes, and the same message asks no second time. */
  public ApiAnswer reject(ApiRequest request) {
    Review review = decidable(request, "REJECTED");
    if (review.isOpen()) {
      decide(request, review, "REJECTED", null);
    }
    return ApiAnswer.ok(shown(reviews.lock(review.id()).orElseThrow()));
  }

  private void link(ApiRequest request, Review review) {
    UUID patient = merges.today(patient(request));
    for (Review waiting : reviews.openLike(review)) {
      demographics.link(Reviews.update(waiting), patient);
      decide(request, waiting, "APPROVED", patient);
    }
  }

  private UUID patient(ApiRequest request) {
    JsonNode id = request.body() == null ? null : request.body().get("patientId");
    UUID patient = id == null ? null : UUID.fromString(id.asText());
    boolean exists =
        patient != null
            && Boolean.TRUE.equals(
                jdbc.queryForObject(
                    "select exists (select 1 from patient where id = :id)",
                    Map.of("id", patient),
                    Boolean.class));
    if (!exists) {
      throw ApiProblem.field(
          "patientId", "is no patient of this hub", "send the id of the patient that this is");
    }
    return patient;
  }

  private void keepPhone(Review review) {
    jdbc.update(
        "insert into contact_point (id, person_id, system, value, created_at) values (:id, :person, 'phone', :digits, :now)"
            + " on conflict (person_id, system, value) do nothing",
        Map.of(
            "id", Ids.next(),
            "person", review.patientId(),
            "digits", review.detail().path("phone").asText(),
            "now", at(clock.instant())));
  }

  private Review decidable(ApiRequest request, String decision) {
    Review review =
        reviews
            .lock(request.pathId("id"))
            .filter(r -> r.kind() != Kind.MERGE)
            .orElseThrow(() -> ApiProblem.notFound("there is no such review"));
    if (!review.isOpen() && !review.state().equals(decision)) {
      throw ApiProblem.conflict(
          "review-decided", "this review is " + review.state() + " since " + review.decidedAt());
    }
    return review;
  }

  private void decide(ApiRequest request, Review review, String decision, UUID patient) {
    String note = request.body() == null ? null : request.body().path("note").asText(null);
    reviews.decide(review.id(), decision, request.caller().personId(), patient, note);
    audit.record(
        request,
        decision.equals("APPROVED") ? "approve" : "reject",
        patient == null ? review.patientId() : patient,
        "emr-review",
        review.id().toString(),
        null);
  }

  private void note(ApiRequest request, Review review, String action) {
    audit.record(request, action, review.patientId(), "emr-review", review.id().toString(), null);
  }

  private static Map<String, Object> shown(Review review) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", review.id());
    shown.put("kind", review.kind());
    shown.put("partner", review.partner());
    shown.put("state", review.state());
    shown.put("askedAt", review.createdAt());
    shown.put("decidedAt", review.decidedAt());
    shown.put("note", review.note());
    shown.put("patientId", review.patientId());
    if (review.kind() == Kind.PHONE) {
      shown.put("phone", Pages.phone(review.detail().path("phone").asText()));
    } else {
      PersonUpdate update = Reviews.update(review);
      shown.put("event", update.event());
      shown.put("occurredAt", update.occurredAt());
      shown.put("identifiers", update.identifiers());
      shown.put("names", update.names());
      shown.put("birthDate", update.birthDate());
      shown.put("sex", update.sex());
    }
    shown.values().removeIf(Objects::isNull);
    return shown;
  }
}
