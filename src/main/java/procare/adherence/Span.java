package procare.adherence;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import procare.api.ApiProblem;
import procare.api.ApiRequest;

/**
 * The days that a call asks for, both ends among them.
 *
 * @param weekly by weeks from Monday (ISO 8601) instead of by days
 */
record Span(LocalDate from, LocalDate to, boolean weekly) {
  static final int MOST_DAYS = 400;
  private static final int USUAL_DAYS = 7;

  /**
   * @param today where the question is asked; the last day when the call names none
   * @throws ApiProblem 400 when the days are in the wrong order or too many
   */
  static Span of(ApiRequest request, LocalDate today) {
    LocalDate to = request.param("to").map(LocalDate::parse).orElse(today);
    LocalDate from =
        request.param("from").map(LocalDate::parse).orElseGet(() -> to.minusDays(USUAL_DAYS - 1));
    if (from.isAfter(to)) {
      throw ApiProblem.field("from", "is after to", "send the earlier day as from");
    }
    if (ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
      throw ApiProblem.field(
          "from",
          "is more than " + MOST_DAYS + " days before to",
          "ask for at most " + MOST_DAYS + " days in one call");
    }
    return new Span(from, to, request.param("by").filter("week"::equals).isPresent());
  }

  /** FHIR Period of the day or week that begins at {@code start}, cut off where the span ends. */
  Map<String, Object> period(LocalDate start) {
    LocalDate end = weekly ? start.plusDays(6) : start;
    return fhir(start.isBefore(from) ? from : start, end.isAfter(to) ? to : end);
  }

  Map<String, Object> period() {
    return fhir(from, to);
  }

  private static Map<String, Object> fhir(LocalDate start, LocalDate end) {
    Map<String, Object> period = new LinkedHashMap<>();
    period.put("start", start.toString());
    period.put("end", end.toString());
    return period;
  }
}
