package procare.education;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.audit.Audit;
import procare.conversation.MessageBook;
import procare.delivery.Deliveries;
import procare.delivery.Draft;
import procare.education.Questions.Question;
import procare.event.Event;
import procare.security.Role;

/**
 * Questions that wait for a person: operators see all, doctors those of their patients. Each look
 * and each answer is audited; the answer goes to the patient under the name of who gave it.
 */
@Component("questionsApi")
@Transactional
public class QuestionsApi {
  private static final int DEFAULT_LIMIT = 50;

  private final NamedParameterJdbcTemplate jdbc;
  private final Questions questions;
  private final Deliveries deliveries;
  private final MessageBook book;
  private final Audit audit;
  private final Clock clock;

  public QuestionsApi(
      NamedParameterJdbcTemplate jdbc,
      Questions questions,
      Deliveries deliveries,
      MessageBook book,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.questions = questions;
    this.deliveries = deliveries;
    this.book = book;
    this.audit = audit;
    this.clock = clock;
    book.require("question.answer", "name", "text");
  }

  /** {@code listQuestions}: newest first, open ones unless {@code state} says otherwise. */
  public ApiAnswer list(ApiRequest request) {
    int limit = request.param("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
    UUID before = request.param("next").map(QuestionsApi::place).orElse(null);
    String state = request.param("state").orElse("OPEN");
    List<Question> page = questions.list(state, onlyOf(request), before, limit + 1);
    List<Question> shown = page.size() > limit ? page.subList(0, limit) : page;
    for (Question question : shown) {
      audit.record(
          request, "read", question.personId(), "question", question.id().toString(), null);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("items", shown.stream().map(QuestionsApi::item).toList());
    body.put("next", page.size() > limit ? shown.get(limit - 1).id().toString() : null);
    return ApiAnswer.ok(body);
  }

  /**
   * {@code answerQuestion}. The same answer by the same person again changes nothing.
   *
   * @throws ApiProblem 403 for a doctor of somebody else; 404; 409 {@code question-answered}
   */
  public ApiAnswer answer(ApiRequest request) {
    Question question =
        questions
            .lock(request.pathId("id"))
            .orElseThrow(() -> ApiProblem.notFound("there is no such question"));
    UUID doctor = onlyOf(request);
    if (doctor != null && !isDoctorOf(doctor, question.personId())) {
      throw ApiProblem.forbidden("this question is not of a patient of yours");
    }
    String text = request.body().get("answer").asText().strip();
    if (text.length() < 2) {
      throw ApiProblem.field("answer", "is blank", "send the words that the patient shall read");
    }
    UUID me = request.caller().personId();
    if (question.state().equals("ANSWERED")) {
      if (me.equals(question.answeredBy()) && text.equals(question.answer())) {
        return ApiAnswer.ok(item(question));
      }
      throw ApiProblem.conflict(
          "question-answered", "this question was answered at " + question.answeredAt());
    }
    questions.answered(question.id(), me, text);
    deliveries.request(draft(question, name(me), text));
    audit.record(
        request, "answer", question.personId(), "question", question.id().toString(), null);
    return ApiAnswer.ok(item(questions.lock(question.id()).orElseThrow()));
  }

  private Draft draft(Question question, String name, String text) {
    Event cause =
        new Event(
            question.eventId(),
            Event.SOURCE,
            "question",
            clock.instant(),
            null,
            question.personId(),
            question.correlationId(),
            null,
            "api",
            false,
            null);
    return new Draft(
        cause,
        "question:" + question.id(),
        question.personId(),
        question.address(),
        question.personId(),
        null,
        Draft.Kind.REPLY,
        "question.answer",
        question.language(),
        book.render("question.answer", question.language(), Map.of("name", name, "text", text)),
        false,
        null);
  }

  /** The person whose patients alone may be seen, or null for an operator, who sees all. */
  private static UUID onlyOf(ApiRequest request) {
    boolean all = request.caller().is(Role.OPERATOR) || request.caller().is(Role.ADMIN);
    return all ? null : request.caller().personId();
  }

  private boolean isDoctorOf(UUID doctor, UUID patient) {
    return patient != null
        && Boolean.TRUE.equals(
            jdbc.queryForObject(
                "select exists (select 1 from care_link where patient_id = :patient and person_id = :doctor"
                    + " and relation = 'DOCTOR')",
                Map.of("patient", patient, "doctor", doctor),
                Boolean.class));
  }

  private String name(UUID person) {
    return jdbc.queryForObject(
        "select display_name from person where id = :id", Map.of("id", person), String.class);
  }

  private static UUID place(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.field("next", "is no place in this list", "send the next of a page");
    }
  }

  private static Map<String, Object> item(Question question) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("id", question.id());
    item.put("patientId", question.personId());
    item.put("patient", question.person());
    item.put("language", question.language());
    item.put("text", question.text());
    item.put("reason", question.reason());
    item.put("topic", question.topic());
    item.put("state", question.state());
    item.put("askedAt", question.askedAt());
    item.put("answeredAt", question.answeredAt());
    item.put("answeredBy", question.answeredBy());
    item.put("answer", question.answer());
    item.values().removeIf(value -> value == null);
    return item;
  }
}
