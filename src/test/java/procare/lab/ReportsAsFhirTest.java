package procare.lab;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import procare.lab.fhir.LabBundles;

/** Whatever a laboratory sends, what the hub gives out is FHIR R4, says HAPI's validator. */
class ReportsAsFhirTest {
  private static final FhirValidator VALIDATOR = validator();
  private final Laboratory lab = new Laboratory();
  private final UUID patient = lab.known("Asha Verma", "PC-1");
  private final LabBundles bundles =
      new LabBundles(new LabArchive(lab.client, lab.observations, lab.documents), lab.settings);

  private static FhirValidator validator() {
    FhirContext context = FhirContext.forR4();
    FhirInstanceValidator instances =
        new FhirInstanceValidator(
            new ValidationSupportChain(
                new DefaultProfileValidationSupport(context),
                new CommonCodeSystemsTerminologyService(context),
                new InMemoryTerminologyServerValidationSupport(context)));
    instances.setAnyExtensionsAllowed(false);
    return context.newValidator().registerValidatorModule(instances);
  }

  private static List<String> errors(String json) {
    return VALIDATOR.validateWithResult(json).getMessages().stream()
        .filter(m -> m.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
        .map(m -> m.getLocationString() + ": " + m.getMessage())
        // LOINC is not on board.
        .filter(m -> !m.contains("http://loinc.org"))
        .toList();
  }

  /** Every status with every shape of value, unit, flag and code that comes to mind. */
  static Stream<LabResult> results() {
    List<LabValue> values =
        List.of(
            new LabValue.Quantity(null, new BigDecimal("98.50"), "mg/dL"),
            new LabValue.Quantity(">", new BigDecimal("600"), "MG/DL"),
            new LabValue.Quantity("<=", new BigDecimal("0.05"), null),
            new LabValue.Quantity(null, new BigDecimal("7"), "odd unit"),
            new LabValue.Range(BigDecimal.ONE, new BigDecimal(5), "10*3/uL"),
            new LabValue.Range(null, new BigDecimal(5), null),
            new LabValue.Ratio(BigDecimal.ONE, new BigDecimal(128)),
            new LabValue.Text("haemolysed"),
            new LabValue.Text(" "),
            new LabValue.Coded(new LabCode("260385009", "Negative", "http://snomed.info/sct")),
            new LabValue.Coded(new LabCode("NEG", null, "99LAB")),
            new LabValue.Coded(new LabCode(null, "Growth", null)),
            new LabValue.Absent());
    List<List<LabCode>> codes =
        List.of(
            List.of(new LabCode("2345-7", "Glucose", "LN"), new LabCode("GLU ", " ", "L")),
            List.of(new LabCode("XYZ", "Mystery", "99LAB")),
            List.of(new LabCode(null, "Words only", null)));
    List<LabResult> all = new ArrayList<>();
    for (String status :
        List.of(
            "registered",
            "preliminary",
            "final",
            "amended",
            "corrected",
            "cancelled",
            "entered-in-error",
            "unknown")) {
      for (LabValue value : values) {
        all.add(
            new LabResult(
                codes.get(all.size() % codes.size()),
                null,
                value,
                all.size() % 2 == 0 ? "70-99" : " ",
                List.of(List.of("HH", "h", "XX", "<", " ").get(all.size() % 5)),
                status,
                all.size() % 3 == 0 ? Laboratory.NOON : null,
                List.of("a note", "")));
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("results")
  void everyResultIsValid(LabResult result) {
    LabReport made = lab.report("PC-1", "L-1").placer("ORD-1").made();
    UUID id =
        lab.take(
                new LabReport(
                    made.partner(),
                    made.facility(),
                    made.messageId(),
                    made.person(),
                    made.placer(),
                    made.filler(),
                    List.of(new LabCode("CHEM", null, "L")),
                    "unknown".equals(result.status()) ? "partial" : result.status(),
                    made.collectedAt(),
                    result.observedAt(),
                    "Dr Nair",
                    List.of(result),
                    List.of(new LabDocument(null, null, null, "https://lab.example/r/1?x=y")),
                    List.of("a remark", "")))
            .reportId();
    String json = bundles.bundleFor(id).orElseThrow();
    assertThat(errors(json)).isEmpty();
  }

  @Test
  void aReportWithItsDocumentsIsOneBundle() {
    byte[] pdf = "%PDF-1.4".getBytes(StandardCharsets.US_ASCII);
    UUID id =
        lab.report("PC-1", "L-1")
            .result(new LabCode("2345-7", "Glucose", "LN"), "98.50", "MG/DL", "N")
            .result(new LabCode("FBS", "Fasting", "L"), "5.6", "mmol/L")
            .document("application/pdf", pdf)
            .take()
            .reportId();
    JsonNode bundle =
        bundles.bundle(
            new LabArchive(lab.client, lab.observations, lab.documents).find(id).orElseThrow());
    assertThat(errors(bundle.toString())).isEmpty();
    assertThat(bundle.findValuesAsText("resourceType"))
        .containsExactly(
            "Bundle",
            "DiagnosticReport",
            "Patient",
            "Observation",
            "Observation",
            "DocumentReference");
    JsonNode glucose = bundle.at("/entry/2/resource");
    assertThat(glucose.at("/valueQuantity").toString())
        .isEqualTo(
            "{\"value\":98.50,\"unit\":\"MG/DL\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"mg/dL\"}");
    JsonNode doubtful = bundle.at("/entry/3/resource");
    assertThat(doubtful.at("/code/coding/0/code").asText()).isEqualTo("1558-6");
    assertThat(doubtful.at("/valueQuantity").has("code")).isFalse();
    assertThat(doubtful.at("/note/0/text").asText()).contains("1558-6 does not come in mmol/L");
    assertThat(bundle.at("/entry/0/resource/presentedForm/0/data").asText())
        .isEqualTo("JVBERi0xLjQ=");
    assertThat(bundle.toString()).doesNotContain("Asha");
    assertThat(bundles.bundleFor(patient)).isEmpty();
    LabReport again = bundles.reportFor(id).orElseThrow();
    assertThat(again.results()).hasSize(2);
    assertThat(again.documents().get(0).content()).isEqualTo(pdf);
  }
}
