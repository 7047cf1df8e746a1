package procare.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import procare.Json;
import procare.hl7.Message;
import procare.hl7.Segment;
import procare.order.OrderDeliveries.Kind;

/** Orders as laboratories get them, and their answers as we read them. */
class OrderFormatsTest {
  private static final OrderProperties SETTINGS = Sheets.SETTINGS;
  private final Hl7OrderWriter hl7 = new Hl7OrderWriter(SETTINGS);
  private final FhirOrderWriter fhir = new FhirOrderWriter(SETTINGS);
  private final JsonOrderWriter json = new JsonOrderWriter();

  @Test
  void omlHasEveryTestUnderItsOwnNumber() {
    Message message = read(hl7.write(Sheets.sheet("apex", Kind.ORDER, "UTF-8", "2.5.1")), "UTF-8");
    assertThat(message.type()).isEqualTo("OML^O21");
    assertThat(message.header().value(10)).isEqualTo("PC100001N");
    assertThat(message.header().value(18)).isEqualTo("UNICODE UTF-8");
    assertThat(message.header().field(15).isEmpty()).isTrue();
    assertThat(message.first("PID").orElseThrow().field(5).component(1)).isEqualTo("Verma|&^~\\");
    assertThat(message.first("PID").orElseThrow().field(3).repetitions())
        .extracting(f -> f.component(1))
        .containsExactly(Sheets.PATIENT.toString(), "MR-1");
    assertThat(message.segments())
        .extracting(Segment::id)
        .containsExactly(
            "MSH", "PID", "PV1", "ORC", "TQ1", "OBR", "NTE", "DG1", "ORC", "TQ1", "OBR", "NTE",
            "DG1");
    assertThat(message.all("ORC"))
        .extracting(s -> s.value(2))
        .containsExactly("PC100001-1", "PC100001-2");
    assertThat(message.all("OBR"))
        .extracting(s -> s.value(2))
        .containsExactly("PC100001-1", "PC100001-2");
    assertThat(message.all("ORC"))
        .allMatch(s -> "NW".equals(s.value(1)) && "PC100001".equals(s.value(4)));
    Segment obr = message.all("OBR").get(0);
    assertThat(obr.field(4).component(1)).isEqualTo("4548-4");
    assertThat(obr.field(4).component(3)).isEqualTo("LN");
    assertThat(obr.field(4).component(4)).isEqualTo("HBA1C");
    assertThat(message.all("TQ1").get(0).value(8)).isEqualTo("20260815180500+0530");
    assertThat(message.all("NTE").get(0).value(3)).isEqualTo("Fasting\nsample");
  }

  @Test
  void hasNoMoreFieldsThanTheSampleAndTheSamePlaces() throws IOException {
    Message sample = sample("oml-o21-new-order.er7");
    Message ours = read(hl7.write(Sheets.sheet("apex", Kind.ORDER, "UTF-8", "2.5.1")), "UTF-8");
    for (String name : List.of("ORC", "OBR", "DG1")) {
      Segment theirs = sample.first(name).orElseThrow();
      Segment mine = ours.first(name).orElseThrow();
      for (int field = 1; field <= mine.last(); field++) {
        if (!mine.field(field).isEmpty() && field != 4) {
          assertThat(theirs.field(field).isEmpty())
              .as(name + "-" + field + " of the sample")
              .isFalse();
        }
      }
    }
  }

  @Test
  void ormOfOldLaboratoriesHasNoStructureAndAPriority() {
    Message message =
        read(hl7.write(Sheets.sheet("old", Kind.ORDER, "ISO-8859-1", "2.3")), "ISO-8859-1");
    assertThat(message.header().field(9).raw()).isEqualTo("ORM^O01");
    assertThat(message.header().value(18)).isEqualTo("8859/1");
    assertThat(message.header().value(12)).isEqualTo("2.3");
    assertThat(message.has("TQ1")).isFalse();
    assertThat(message.all("OBR")).allMatch(s -> "R".equals(s.value(5)));
  }

  @Test
  void cancellationsQuoteBothNumbersAndNoNote() {
    Message message = read(hl7.write(Sheets.sheet("apex", Kind.CANCEL, "UTF-8", "2.5.1")), "UTF-8");
    assertThat(message.all("ORC"))
        .allMatch(s -> "CA".equals(s.value(1)) && "L26-1".equals(s.value(3)));
    assertThat(message.has("NTE")).isFalse();
  }

  @Test
  void writesNoQuestionMarksForNames() {
    OrderSheet sheet = Sheets.named("आशा", "apex", "ISO-8859-1");
    assertThatThrownBy(() -> hl7.write(sheet))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ISO-8859-1");
    assertThat(new String(hl7.write(Sheets.named("आशा", "apex", "UTF-8")), StandardCharsets.UTF_8))
        .contains("आशा");
  }

  @Test
  void enhancedModeAsksForBothAcknowledgements() {
    Message message =
        read(hl7.write(Sheets.sheet("enhanced", Kind.ORDER, "UTF-8", "2.5.1")), "UTF-8");
    assertThat(message.header().value(15)).isEqualTo("AL");
    assertThat(message.header().value(16)).isEqualTo("AL");
  }

  @Test
  void fhirBundlesAreConditionalAndTheSameEveryTime() throws IOException {
    byte[] first = fhir.write(Sheets.sheet("fhir", Kind.ORDER, "UTF-8", "2.5.1"));
    assertThat(fhir.write(Sheets.sheet("fhir", Kind.ORDER, "UTF-8", "2.5.1"))).isEqualTo(first);
    JsonNode bundle = Json.parse(first);
    assertThat(bundle.at("/type").asText()).isEqualTo("transaction");
    assertThat(bundle.at("/entry").size()).isEqualTo(3);
    assertThat(bundle.at("/entry/1/request/ifNoneExist").asText())
        .isEqualTo("identifier=https://procare.example/fhir/sid/order|PC100001-1");
    JsonNode request = bundle.at("/entry/1/resource");
    JsonNode sample = Json.parse(Files.readAllBytes(samples("orders/ServiceRequest.json")));
    List<String> unknown = new ArrayList<>();
    request.fieldNames().forEachRemaining(name -> unknown.add(name));
    sample.fieldNames().forEachRemaining(unknown::remove);
    assertThat(unknown).containsExactlyInAnyOrder("requisition", "occurrencePeriod", "note");
    assertThat(request.at("/status")).isEqualTo(sample.at("/status"));
    assertThat(request.at("/category/0/coding")).isEqualTo(sample.at("/category/0/coding"));
    assertThat(request.at("/identifier/0/type/coding/0/code"))
        .isEqualTo(sample.at("/identifier/0/type/coding/0/code"));
    assertThat(request.at("/subject/reference").asText())
        .isEqualTo(bundle.at("/entry/0/fullUrl").asText());
    JsonNode cancel = Json.parse(fhir.write(Sheets.sheet("fhir", Kind.CANCEL, "UTF-8", "2.5.1")));
    assertThat(cancel.at("/entry/1/request/method").asText()).isEqualTo("PUT");
    assertThat(cancel.at("/entry/1/resource/status").asText()).isEqualTo("revoked");
  }

  @Test
  void jsonIsLikeTheSample() throws IOException {
    JsonNode ours = Json.parse(json.write(Sheets.sheet("json", Kind.ORDER, "UTF-8", "2.5.1")));
    JsonNode sample = Json.parse(Files.readAllBytes(samples("orders/order-request.json")));
    sample.fieldNames().forEachRemaining(name -> assertThat(ours.has(name)).as(name).isTrue());
    sample
        .at("/patient")
        .fieldNames()
        .forEachRemaining(name -> assertThat(ours.at("/patient").has(name)).as(name).isTrue());
    assertThat(ours.at("/createdAt").asText()).isEqualTo(sample.at("/createdAt").asText());
    assertThat(ours.at("/tests/0")).isEqualTo(sample.at("/tests/0"));
    assertThat(ours.at("/tests/1/code").asText()).isEqualTo("1558-6");
  }

  @ParameterizedTest
  @CsvSource({
    "orl-o22-accepted.er7, ORD-77001, L26-551201, ACCEPTED",
    "orl-o22-unable.er7,   ORD-77001, ,           REJECTED",
  })
  void readsTheSampleAnswers(String file, String placer, String filler, OrderSignal signal)
      throws IOException {
    assertThat(OrderWords.of(sample(file)))
        .singleElement()
        .satisfies(
            word -> {
              assertThat(word.placer()).isEqualTo(placer);
              assertThat(word.filler()).isEqualTo(filler);
              assertThat(word.signal()).isEqualTo(signal);
            });
    assertThat(OrderWords.of(sample("ack-aa.er7"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "OK, '', '', ACCEPTED", "OK, IP, '', ACCEPTED", "OK, CM, '', RESULTED", "UA, '', '', REJECTED",
    "CR, '', '', CANCELLED", "OC, '', '', CANCELLED", "DC, '', '', CANCELLED",
        "UC, '', '', CANCEL_REFUSED",
    "UD, '', '', CANCEL_REFUSED", "UX, '', '', CHANGE_REFUSED", "OH, '', '', HELD",
        "HR, '', '', HELD",
    "SC, IP, '', ACCEPTED", "SC, HD, '', HELD", "SC, CM, '', RESULTED", "SC, CA, '', CANCELLED",
    "SC, A, '', PARTIAL", "sc, ip, i, COLLECTED", "SC, '', P, PARTIAL", "SC, '', F, RESULTED",
    "SC, '', X, CANCELLED", "ZZ, '', '', ", "SC, '', '', ", "NW, '', '', ",
  })
  void readsEveryOrderControlCode(String orc1, String orc5, String obr25, OrderSignal signal) {
    String obr = obr25.isEmpty() ? "" : "OBR|1|P1|F1|X" + "|".repeat(21) + obr25 + "\r";
    Message message =
        Message.of(
            "MSH|^~\\&|LIS|APEX|P|P|2026||ORL^O22|1|P|2.5.1\rORC|"
                + orc1
                + "|P1|F1||"
                + orc5
                + "\r"
                + obr);
    assertThat(OrderWords.of(message).stream().map(OrderWord::signal).findFirst().orElse(null))
        .isEqualTo(signal);
  }

  @Test
  void aSpecimenThatWasReceivedIsCollected() {
    Message message =
        Message.of(
            "MSH|^~\\&|LIS|APEX|P|P|2026||ORM^O01|1|P|2.3\rORC|SC||\rOBR|1|P1|F1|X||||||||||20260815\r");
    assertThat(OrderWords.of(message))
        .containsExactly(new OrderWord("P1", "F1", OrderSignal.COLLECTED, "ORC-1 SC"));
  }

  private static Message read(byte[] bytes, String charset) {
    return Message.of(new String(bytes, Charset.forName(charset)));
  }

  private static Message sample(String file) throws IOException {
    return Message.of(Files.readString(samples("hl7/" + file)));
  }

  private static Path samples(String file) {
    return Path.of("src/test/resources/samples", file);
  }
}
