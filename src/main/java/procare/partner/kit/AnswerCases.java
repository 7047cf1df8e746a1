package procare.partner.kit;

import static procare.partner.kit.KitFailure.same;
import static procare.partner.kit.KitFailure.unless;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import procare.partner.HttpAnswers;
import procare.partner.Outcome;
import procare.partner.Outcome.Kind;
import procare.partner.pack.Pack;
import procare.partner.pack.Protocol;

/** What a partner answers over HTTP, and what that means for the next try. */
final class AnswerCases {
  private AnswerCases() {}

  static void add(Subject subject, Cases cases) {
    Pack pack = subject.pack();
    if (pack.protocol() != Protocol.FHIR_REST && pack.protocol() != Protocol.JSON_REST) {
      return;
    }
    String filler = pack.orders() == null ? null : pack.orders().filler();
    HttpAnswers answers = new HttpAnswers(filler);
    kind(cases, answers, 400, Kind.PERMANENT, "is not sent again");
    kind(cases, answers, 401, Kind.CONFIGURATION, "needs a person: the key");
    kind(cases, answers, 403, Kind.CONFIGURATION, "needs a person: the rights");
    kind(cases, answers, 404, Kind.CONFIGURATION, "needs a person: the address");
    kind(cases, answers, 408, Kind.TRANSIENT, "is tried again");
    kind(cases, answers, 409, Kind.PERMANENT, "goes to a person");
    kind(cases, answers, 412, Kind.PERMANENT, "goes to a person");
    kind(cases, answers, 422, Kind.PERMANENT, "is not sent again");
    kind(cases, answers, 429, Kind.THROTTLED, "slows down and counts no failure");
    kind(cases, answers, 500, Kind.TRANSIENT, "is tried again");
    kind(cases, answers, 502, Kind.TRANSIENT, "is tried again");
    kind(cases, answers, 503, Kind.TRANSIENT, "is tried again");
    kind(cases, answers, 504, Kind.TRANSIENT, "is tried again");
    retryAfter(cases, answers, "seconds", "120", Duration.ofSeconds(120));
    retryAfter(cases, answers, "date-past", "Wed, 21 Oct 2015 07:28:00 GMT", Duration.ZERO);
    retryAfter(cases, answers, "forever", "999999999", Duration.ofHours(1));
    retryAfter(cases, answers, "garbage", "soon", null);
    cases.add(
        "answers.breaker",
        "A partner that throttles or refuses is not ill; one that fails is",
        () -> {
          unless(!read(answers, 429, "").partnerIsIll(), "429 counts as a failure");
          unless(!read(answers, 422, "").partnerIsIll(), "422 counts as a failure");
          unless(read(answers, 500, "").partnerIsIll(), "500 does not count as a failure");
        });
    if (filler != null) {
      cases.add(
          "answers.number",
          "The partner's number is read from its answer",
          () -> {
            String body =
                "{\""
                    + filler.substring(1).replace("/", "\":{\"")
                    + "\":\"N-1\""
                    + "}".repeat(filler.split("/").length - 1);
            same("the number", "N-1", read(answers, 201, body).partnerId());
          });
      cases.add(
          "answers.success-without-number",
          "A success without its number is not taken for one",
          () -> same("the outcome", Kind.AMBIGUOUS, read(answers, 200, "{}").kind()));
      cases.add(
          "answers.success-page",
          "A page with status 200 is not taken for a success",
          () -> same("the outcome", Kind.AMBIGUOUS, read(answers, 200, "<html>ok</html>").kind()));
    }
    cases.add(
        "answers.private",
        "Nothing of an answer's body is in the outcome's reason",
        () ->
            unless(
                !read(answers, 422, "{\"message\":\"Verma, Asha\"}").reason().contains("Verma"),
                "the body is in the reason"));
  }

  private static void kind(Cases cases, HttpAnswers answers, int status, Kind kind, String means) {
    cases.add(
        "answers." + status,
        "What is answered " + status + " " + means,
        () -> same("the outcome", kind, read(answers, status, "{\"error\":\"x\"}").kind()));
  }

  private static void retryAfter(
      Cases cases, HttpAnswers answers, String id, String header, Duration expected) {
    cases.add(
        "answers.retry-after-" + id,
        "Retry-After: " + header,
        () ->
            same(
                "the wait",
                expected,
                answers.read(429, Map.of("retry-after", header), new byte[0]).retryAfter()));
  }

  private static Outcome read(HttpAnswers answers, int status, String body) {
    return answers.read(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }
}
