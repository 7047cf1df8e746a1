package procare.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import procare.Json;
import procare.api.ApiProblem;

/** Orders as doctors send them. */
class OrderReaderTest {
  private static final String PATIENT = "0197f1c0-0000-7000-8000-000000000001";

  @ParameterizedTest
  @CsvSource({
    "4548-4, true", "1558-6, true", "2160-0, true", "59261-8, true", "14743-9, true",
        "98979-8, true",
    "4548-5, false", "4584-4, false", "4548, false", "HBA1C, false", "04548-4, false", "'', false"
  })
  void checksTheCheckDigit(String code, boolean valid) {
    assertThat(Loinc.isValid(code)).isEqualTo(valid);
  }

  @Test
  void readsTheSampleServiceRequest() throws IOException {
    NewOrder order = OrderReader.read(sample());
    assertThat(order.tests())
        .containsExactly(new NewOrder.Wanted("4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood"));
    assertThat(order.partner()).isEqualTo("org-apexlab");
    assertThat(order.collectBy()).isEqualTo(Instant.parse("2026-08-15T02:30:00Z"));
    assertThat(order.priority()).isEqualTo(LabOrder.Priority.ROUTINE);
    assertThat(order.reasonCode()).isEqualTo("E11.9");
    assertThat(order.reasonText()).startsWith("Type 2 diabetes");
  }

  @Test
  void takesNoServiceRequestThatIsNotActive() throws IOException {
    ObjectNode revoked = sample().put("status", "revoked");
    assertThatThrownBy(() -> OrderReader.read(revoked)).hasMessageContaining("status");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'partner':'a','tests':[{'code':'4548-4'}]} | patientId",
        "{'patientId':'x','partner':'a','tests':[{'code':'4548-4'}]} | patientId",
        "{'patientId':'@','tests':[{'code':'4548-4'}]} | partner",
        "{'patientId':'@','partner':'a','tests':[]} | tests",
        "{'patientId':'@','partner':'a','tests':[{'code':'4548-5'}]} | tests[0].code",
        "{'patientId':'@','partner':'a','tests':[{'code':'4548-4'},{'code':'4548-4'}]} | tests[1].code",
        "{'patientId':'@','partner':'a','tests':[{'code':'4548-4'}],'priority':'now'} | priority",
        "{'patientId':'@','partner':'a','tests':[{'code':'4548-4'}],'collectBy':'2026-08-15T08:00:00'} | collectBy",
      })
  void namesTheFieldThatIsWrong(String body, String field) throws IOException {
    var json =
        Json.parse(body.replace('\'', '"').replace("@", PATIENT).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> OrderReader.read(json))
        .isInstanceOfSatisfying(
            ApiProblem.class,
            problem -> assertThat(problem.errors().get(0).field()).isEqualTo(field));
  }

  private static ObjectNode sample() throws IOException {
    ObjectNode sample =
        (ObjectNode)
            Json.parse(
                Files.readAllBytes(
                    Path.of("src/test/resources/samples/orders/ServiceRequest.json")));
    ((ObjectNode) sample.get("subject")).put("reference", "Patient/" + PATIENT);
    return sample;
  }
}
