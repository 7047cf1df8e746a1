package procare.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import procare.mllp.client.Ack;
import procare.mllp.client.SocketLab;
import procare.order.OrderPartner.AckMode;
import procare.order.OrderPartner.Format;
import procare.order.OrderPartner.Idempotency;
import procare.partner.Outcome;

/** What becomes of a delivery after a try; what HTTP answers mean. */
class OrderRulesTest {
  @ParameterizedTest
  @CsvSource({
    // outcome, status, ack, counted, errors, uncertain, idempotency, state, uncertain now
    "ACCEPTED,      , AA, 1, 0, false, SAME_PLACER, sent,         false",
    "ACCEPTED,      , CA, 1, 0, false, SAME_PLACER, committed,    false",
    "TRANSIENT,     , AE, 1, 0, false, SAME_PLACER, pending,      false",
    "TRANSIENT,     , CE, 1, 0, false, SAME_PLACER, pending,      false",
    "TRANSIENT,     , AE, 2, 1, false, SAME_PLACER, failed,       false",
    "PERMANENT,     , AR, 1, 0, false, SAME_PLACER, failed,       false",
    "PERMANENT,     , CR, 1, 0, false, SAME_PLACER, failed,       false",
    "TRANSIENT,     ,   , 1, 0, false, SAME_PLACER, pending,      false",
    "TRANSIENT,     ,   , 5, 0, false, SAME_PLACER, failed,       false",
    "TRANSIENT,     ,   , 5, 0, true,  SAME_PLACER, needs-person, false",
    "AMBIGUOUS,     ,   , 1, 0, false, SAME_PLACER, pending,      true",
    "AMBIGUOUS,     ,   , 1, 0, false, NONE,        needs-person, true",
    "AMBIGUOUS,     ,   , 5, 0, false, SAME_PLACER, needs-person, true",
    "THROTTLED,  429,   , 1, 0, false, KEY,         pending,      false",
    "CIRCUIT_OPEN,  ,   , 5, 0, false, KEY,         pending,      false",
    "PERMANENT,  400,   , 1, 0, false, KEY,         failed,       false",
    "PERMANENT,  409,   , 1, 0, false, KEY,         needs-person, false",
    "PERMANENT,  412,   , 1, 0, false, KEY,         needs-person, false",
    "CONFIGURATION, 401, , 1, 0, false, KEY,        pending,      false",
  })
  void decides(
      Outcome.Kind kind,
      Integer status,
      String code,
      int counted,
      int errors,
      boolean before,
      Idempotency idempotency,
      String state,
      boolean uncertain) {
    OrderRules.Next next =
        OrderRules.next(
            partner(idempotency),
            Outcome.of(kind, status, "x"),
            ack(code),
            counted,
            errors,
            before);
    assertThat(next.state()).isEqualTo(state);
    assertThat(next.uncertain()).isEqualTo(uncertain);
    assertThat(next.counted()).isEqualTo(kind != Outcome.Kind.CIRCUIT_OPEN);
  }

  @Test
  void waitsLongerEachTimeAndAsLongAsTheLaboratoryAsks() {
    Outcome ill = Outcome.of(Outcome.Kind.TRANSIENT, 503, "x");
    Duration first = OrderRules.next(partner(Idempotency.KEY), ill, null, 1, 0, false).pause();
    Duration fourth = OrderRules.next(partner(Idempotency.KEY), ill, null, 4, 0, false).pause();
    assertThat(first).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
    assertThat(fourth).isBetween(Duration.ofSeconds(32), Duration.ofSeconds(48));
    Outcome slow = Outcome.of(Outcome.Kind.THROTTLED, 429, "x").after(Duration.ofMinutes(20));
    assertThat(OrderRules.next(partner(Idempotency.KEY), slow, null, 1, 0, false).pause())
        .isEqualTo(Duration.ofMinutes(20));
  }

  @ParameterizedTest
  @CsvSource({
    "200, ACCEPTED",
    "201, ACCEPTED",
    "400, PERMANENT",
    "409, PERMANENT",
    "412, PERMANENT",
    "422, PERMANENT",
    "401, CONFIGURATION",
    "403, CONFIGURATION",
    "404, CONFIGURATION",
    "302, CONFIGURATION",
    "408, AMBIGUOUS",
    "429, THROTTLED",
    "500, TRANSIENT",
    "502, AMBIGUOUS",
    "503, TRANSIENT",
    "504, AMBIGUOUS"
  })
  void readsStatuses(int status, Outcome.Kind kind) {
    assertThat(read(new LabOrderAnswers(), status, "{}").kind()).isEqualTo(kind);
  }

  @Test
  void readsBodies() {
    LabOrderAnswers answers = new LabOrderAnswers();
    assertThat(read(answers, 201, "{\"labRef\":\"L26-1\"}").partnerId()).isEqualTo("L26-1");
    assertThat(read(answers, 200, "<html>").kind()).isEqualTo(Outcome.Kind.AMBIGUOUS);
    assertThat(read(answers, 200, "").kind()).isEqualTo(Outcome.Kind.ACCEPTED);
    assertThat(read(answers, 200, bundle("201 Created", "200 OK")).kind())
        .isEqualTo(Outcome.Kind.ACCEPTED);
    assertThat(read(answers, 200, bundle("201 Created", "412 Precondition Failed")).status())
        .isEqualTo(412);
    Outcome throttled = answers.read(429, Map.of("retry-after", "30"), new byte[0]);
    assertThat(throttled.retryAfter()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void looksUp() {
    LabLookUpAnswers answers = new LabLookUpAnswers();
    assertThat(read(answers, 404, "").text()).isEqualTo(LabLookUpAnswers.ABSENT);
    assertThat(read(answers, 200, "{\"orderId\":\"P1\",\"labRef\":\"L1\"}").text())
        .isEqualTo("found");
    assertThat(read(answers, 200, "{\"resourceType\":\"Bundle\",\"total\":0}").text())
        .isEqualTo(LabLookUpAnswers.ABSENT);
    assertThat(read(answers, 200, "{\"resourceType\":\"Bundle\",\"entry\":[{}]}").text())
        .isEqualTo("found");
    assertThat(read(answers, 200, "{\"resourceType\":\"Bundle\",\"entry\":[{},{}]}").status())
        .isEqualTo(412);
    assertThat(read(answers, 200, "<html>").kind()).isEqualTo(Outcome.Kind.TRANSIENT);
    assertThat(read(answers, 503, "").kind()).isEqualTo(Outcome.Kind.TRANSIENT);
  }

  private static Outcome read(procare.partner.PartnerAnswers answers, int status, String body) {
    return answers.read(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private static String bundle(String... statuses) {
    StringBuilder entries = new StringBuilder();
    for (String status : statuses) {
      entries
          .append(entries.isEmpty() ? "" : ",")
          .append("{\"response\":{\"status\":\"")
          .append(status)
          .append("\"}}");
    }
    return "{\"resourceType\":\"Bundle\",\"entry\":[" + entries + "]}";
  }

  private static Ack ack(String code) {
    return code == null
        ? null
        : Ack.read(
                SocketLab.ack(code, "C1").getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
            .orElseThrow();
  }

  private static OrderPartner partner(Idempotency idempotency) {
    Format format = idempotency == Idempotency.KEY ? Format.JSON : Format.HL7_OML;
    OrderPartner p = Sheets.partner("apex", format, 2575, AckMode.ORIGINAL, "UTF-8", "2.5.1");
    return Sheets.with(p, idempotency);
  }
}
