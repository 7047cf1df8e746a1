package procare.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import procare.Json;

class ProposalTest {
  private static final List<String> TOPICS = List.of("foot-care", "food");
  private static final String TEXT = "morning it was ६२, evening 7,2 mmol";

  private static Proposal read(String fields, String text) throws Proposal.Refused {
    return Proposal.read("{" + fields.replace('\'', '"') + "}", text, TOPICS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'intent':'GLUCOSE','value':62,'unit':null,'state':'FASTING','topic':null | 62",
        "'intent':'GLUCOSE','value':62.0,'unit':'mg/dL','state':null,'topic':null | 62",
        "'intent':'GLUCOSE','value':7.2,'unit':'mmol/L','state':null,'topic':'food' | 7.2",
      })
  void valuesThatWereWritten(String answer, String value) throws Exception {
    Proposal proposal = read(answer, TEXT);
    assertThat(proposal.value().toPlainString()).isEqualTo(value);
    assertThat(proposal.topic()).isNull();
  }

  @Test
  void wordsOfNumbersCannotBeCheckedAndOthersNeedNoValue() throws Exception {
    String sixty = "'intent':'GLUCOSE','value':62,'unit':null,'state':null,'topic':null";
    assertThat(read(sixty, "sixty two").value()).isEqualByComparingTo("62");
    assertThat(
            read(
                "'intent':'HELP','value':62,'unit':'mg/dL','state':'NIGHT','topic':'food'",
                "what can I write"))
        .isEqualTo(new Proposal(Proposal.Intent.HELP, null, null, null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'intent':'GLUCOSE','value':72,'unit':null,'state':null,'topic':null          | not written",
        "'intent':'GLUCOSE','value':620000,'unit':null,'state':null,'topic':null      | no person",
        "'intent':'GLUCOSE','value':-62,'unit':null,'state':null,'topic':null         | no person",
        "'intent':'GLUCOSE','value':62,'unit':'mmol','state':null,'topic':null        | unit",
        "'intent':'GLUCOSE','value':62,'unit':null,'state':'DRUNK','topic':null       | state",
        "'intent':'GLUCOSE','value':'62','unit':null,'state':null,'topic':null        | without value",
        "'intent':'GLUCOSE','value':null,'unit':null,'state':null,'topic':null        | without value",
        "'intent':'TAKE_INSULIN','value':null,'unit':null,'state':null,'topic':null   | intent",
        "'intent':'EDUCATION','value':null,'unit':null,'state':null,'topic':'insulin' | topic",
        "'intent':'EDUCATION','value':null,'unit':null,'state':null,'topic':null      | without topic",
        "'intent':'HELP','value':null,'unit':null,'state':null                        | other fields",
        "'intent':'HELP','value':null,'unit':null,'state':null,'topic':null,'advice':'take 4 units' | other fields",
      })
  void refused(String answer, String why) {
    assertThatThrownBy(() -> read(answer, TEXT))
        .isInstanceOf(Proposal.Refused.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("insulin");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''", "[]", "null", "62", "{", "Take 4 units of insulin", "'```json {} ```'"})
  void garbage(String answer) {
    assertThatThrownBy(() -> Proposal.read(answer, TEXT, TOPICS))
        .isInstanceOf(Proposal.Refused.class);
  }

  @Test
  void theRequestIsBoundToTheSchemaAndToPrivacy() throws IOException {
    JsonNode body =
        Json.parse(
            ProposalRequest.body(
                List.of("cheap/model"),
                "it was 62",
                "hi",
                List.of(new ProposalRequest.Turn("assistant", "What is it?")),
                TOPICS,
                "m_1"));
    assertThat(body.at("/response_format/type").asText()).isEqualTo("json_schema");
    JsonNode named = body.at("/response_format/json_schema");
    assertThat(named.path("strict").asBoolean()).isTrue();
    assertThat(named.at("/schema/additionalProperties").asBoolean(true)).isFalse();
    assertThat(named.at("/schema/required")).hasSize(5);
    assertThat(named.at("/schema/properties/topic/enum")).hasSize(3);
    assertThat(body.at("/provider/data_collection").asText()).isEqualTo("deny");
    assertThat(body.at("/provider/zdr").asBoolean()).isTrue();
    assertThat(body.at("/provider/require_parameters").asBoolean()).isTrue();
    assertThat(body.path("messages")).hasSize(3);
    assertThat(body.at("/messages/2/content").asText()).isEqualTo("it was 62");
  }
}
