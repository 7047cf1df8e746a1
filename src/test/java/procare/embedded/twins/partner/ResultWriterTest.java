package procare.embedded.twins.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import procare.Json;
import procare.embedded.twins.BadTwinRequest;
import procare.hl7.Incoming;
import procare.hl7.Intake;
import procare.hl7.Reports;
import procare.lab.LabIdentifier;
import procare.lab.LabReport;
import procare.lab.LabResult;
import procare.lab.LabValue;
import procare.partner.adapter.PackHl7;
import procare.partner.pack.Pack;
import procare.partner.pack.PackRefused;
import procare.partner.pack.PackSources;
import procare.partner.reading.PackCodes;
import procare.partner.reading.ReportDocuments;
import procare.partner.reading.SideFiles;

/** What a twin writes, the hub reads as what the tester said, whatever the partner's format. */
class ResultWriterTest {
  private static final Instant AT = Instant.parse("2026-08-15T04:00:00Z");

  static List<PackSources.Source> laboratories() throws PackRefused {
    List<PackSources.Source> all = new ArrayList<>();
    for (var source : new PackSources(Path.of("no such folder"), true).all().values()) {
      if (source.read().results() != null) {
        all.add(source);
      }
    }
    return all;
  }

  private static NewResult result(Pack pack, String json) throws Exception {
    return NewResult.read(Json.parse(json.getBytes(StandardCharsets.UTF_8)), pack, AT);
  }

  private static LabReport read(Pack pack, byte[] body) throws Exception {
    if (!PackHl7.speaks(pack)) {
      List<LabReport> reports = ReportDocuments.read(pack, body, "m", SideFiles.NONE);
      assertThat(reports).hasSize(1);
      return reports.get(0);
    }
    Intake intake = new Intake(List.of((app, facility) -> Optional.of(PackHl7.of(pack))));
    Incoming incoming = intake.read(body).get(0);
    assertThat(incoming.verdict().accepted()).as(incoming.verdict().reason()).isTrue();
    return Reports.of(incoming.message(), incoming.partner(), "m").get(0);
  }

  @ParameterizedTest
  @MethodSource("laboratories")
  void aCriticalValueIsReadAsItWasSaid(PackSources.Source source) throws Exception {
    Pack pack = source.read();
    ResultWriter writer = ResultWriter.of(pack, source.files()).orElseThrow();
    LabReport report =
        read(
            pack,
            writer.write(
                result(
                    pack,
                    """
                    {"placer":"PC-7","person":{"id":"P|1","family":"Rao","given":"Ravi","birthDate":"1965-01-30"},
                     "code":"2345-7","value":"38","unit":"mg/dL","flag":"LL"}""")));
    assertThat(report.placer()).isEqualTo("PC-7");
    assertThat(report.filler()).isEqualTo("T-PC-7");
    assertThat(report.status()).isEqualTo("final");
    assertThat(report.issuedAt()).isEqualTo(AT);
    assertThat(report.documents()).isEmpty();
    assertThat(report.person().identifiers())
        .extracting(LabIdentifier::value)
        .containsExactly("P|1");
    assertThat(report.person().family()).isEqualTo("Rao");
    assertThat(report.person().birthDate()).hasToString("1965-01-30");
    assertThat(report.person().phone()).isNull();
    assertThat(report.results()).hasSize(1);
    LabResult one = report.results().get(0);
    LabValue.Quantity quantity = (LabValue.Quantity) one.value();
    assertThat(quantity.value()).isEqualByComparingTo(new BigDecimal("38"));
    assertThat(one.flags()).containsExactly("LL");
    assertThat(one.referenceRange()).isNull();
    assertThat(PackCodes.of(pack, one).orElseThrow().loinc()).isEqualTo("2345-7");
    assertThat(PackCodes.of(pack, one).orElseThrow().ucum()).isEqualTo("mg/dL");
  }

  @ParameterizedTest
  @MethodSource("laboratories")
  void aCorrectionHasTheSameNumberAndAnUnknownCodeStaysUnknown(PackSources.Source source)
      throws Exception {
    Pack pack = source.read();
    ResultWriter writer = ResultWriter.of(pack, source.files()).orElseThrow();
    LabReport report =
        read(
            pack,
            writer.write(
                result(
                    pack,
                    """
                    {"filler":"F-1","person":{"id":"1"},"code":"ODD","value":"5.2","unit":"x","status":"corrected"}""")));
    assertThat(report.filler()).isEqualTo("F-1");
    assertThat(report.placer()).isNull();
    assertThat(report.status()).isEqualTo("corrected");
    assertThat(report.person().family()).isNull();
    assertThat(PackCodes.of(pack, report.results().get(0))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{} # person",
        "{'person':{}} # person.id is missing",
        "{'person':{'id':'1'},'value':'1'} # code is missing",
        "{'person':{'id':'1'},'code':'RBS'} # value is missing",
        "{'person':{'id':'1'},'code':'RBS','value':'1','status':'done'} # status must be one of",
        "{'person':{'id':'1'},'code':'RBS','value':'1\\r2'} # one line of text",
        "{'person':{'id':'1','birthDate':'30.1.65'},'code':'RBS','value':'1'} # birthDate",
        "{'persons':{}} # unknown field 'persons'",
      })
  void whatMakesNoSenseIsRefused(String json, String says) throws Exception {
    Pack pack = laboratories().get(0).read();
    assertThatThrownBy(() -> result(pack, json.replace('\'', '"')))
        .isInstanceOf(BadTwinRequest.class)
        .hasMessageContaining(says);
  }
}
