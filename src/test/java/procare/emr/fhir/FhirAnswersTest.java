package procare.emr.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import procare.partner.Outcome;
import procare.partner.Outcome.Kind;

class FhirAnswersTest {
  private static Outcome read(int status, String body) {
    return new FhirAnswers()
        .read(status, Map.of("retry-after", "30"), body.getBytes(StandardCharsets.UTF_8));
  }

  private static String sample(String name) throws IOException {
    try (var in = FhirAnswersTest.class.getResourceAsStream("/samples/fhir/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "412, OperationOutcome-412.json, PERMANENT, conflict: Conditional update matched 2 resources",
    "422, OperationOutcome-422.json, PERMANENT, processing at Observation.subject: Reference Patient/unknown not found",
    "429, OperationOutcome-429.json, THROTTLED, throttled: Too many requests",
  })
  void samplesSayWhy(int status, String sample, Kind kind, String reason) throws IOException {
    Outcome outcome = read(status, sample(sample));
    assertThat(outcome.kind()).isEqualTo(kind);
    assertThat(outcome.reason()).isEqualTo(reason);
    assertThat(outcome.retryAfter())
        .isEqualTo(kind == Kind.THROTTLED ? Duration.ofSeconds(30) : null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"resourceType\":\"Bundle\",\"type\":\"transaction-response\",\"entry\":[{\"response\":{\"status\":\"201 Created\"}}]} | ACCEPTED",
        "200 | {\"resourceType\":\"Bundle\",\"type\":\"transaction-response\",\"entry\":[{\"response\":{\"status\":\"422\"}}]} | PERMANENT",
        "200 | {\"resourceType\":\"Bundle\",\"type\":\"searchset\"} | AMBIGUOUS",
        "200 | <html> | AMBIGUOUS",
        "200 | '' | AMBIGUOUS",
        "401 | '' | CONFIGURATION",
        "403 | <html> | CONFIGURATION",
        "404 | '' | CONFIGURATION",
        "408 | '' | TRANSIENT",
        "409 | '' | PERMANENT",
        "500 | nonsense | TRANSIENT",
        "503 | [] | TRANSIENT",
        "302 | '' | TRANSIENT",
      })
  void anyBytesAreAnAnswer(int status, String body, Kind kind) {
    assertThat(read(status, body.equals("''") ? "" : body).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Patient 'Asha Verma' is unknown | Patient … is unknown",
        "No match for identifier=mrn:PC-1 | No match for identifier…",
        "Patient/100234 was deleted on 2026-08-15 | … was deleted on …",
        "Duplicate H-55501 in ward MED2 | Duplicate … in ward …",
        "Version 2 of 3 is expected | Version 2 of 3 is expected",
        "mail a.verma@example.org bounced | mail … bounced",
      })
  void whatTellsAPersonIsTakenOut(String said, String shown) {
    String text = said.strip();
    assertThat(Diagnostics.redacted(text)).isEqualTo(shown.strip());
  }

  @Test
  void namesAreTakenOutBecauseTheyAreKnown() {
    assertThat(
            Diagnostics.without(
                "conflict: asha VERMA has two records, Vermaas none",
                java.util.Arrays.asList("Asha", "Verma", null, "A")))
        .isEqualTo("conflict: … … has two records, Vermaas none");
    assertThat(Diagnostics.without("x", List.of())).isEqualTo("x");
  }
}
