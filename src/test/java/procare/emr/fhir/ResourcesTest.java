package procare.emr.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import procare.Json;
import procare.emr.fhir.Resources.Message;
import procare.emr.fhir.Resources.Person;
import procare.emr.fhir.Resources.Week;
import procare.glucose.Severity;
import procare.glucose.StoredReading;

/** What the hub writes is FHIR R4, says HAPI's validator. */
class ResourcesTest {
  private static final FhirValidator VALIDATOR = validator();
  private static final Instant AT = Instant.parse("2026-08-15T02:35:00.123456Z");
  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
  private static final String MRN = "https://procare.example/fhir/sid/mrn";
  private final Resources resources = new Resources("https://procare.example/fhir/sid");

  private static FhirValidator validator() {
    FhirContext context = FhirContext.forR4();
    ValidationSupportChain support =
        new ValidationSupportChain(
            new DefaultProfileValidationSupport(context),
            new CommonCodeSystemsTerminologyService(context),
            new InMemoryTerminologyServerValidationSupport(context));
    FhirInstanceValidator instances = new FhirInstanceValidator(support);
    instances.setAnyExtensionsAllowed(false);
    return context.newValidator().registerValidatorModule(instances);
  }

  private static void isValid(JsonNode resource) {
    List<String> errors =
        VALIDATOR.validateWithResult(resource.toString()).getMessages().stream()
            .filter(m -> m.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
            .map(m -> m.getLocationString() + ": " + m.getMessage())
            // LOINC is not on board; that its codes are the right ones is tested here.
            .filter(m -> !m.contains("http://loinc.org"))
            .toList();
    assertThat(errors).isEmpty();
  }

  private static StoredReading reading(String value, String unit, String comparator) {
    return new StoredReading(
        UUID.randomUUID(),
        UUID.randomUUID(),
        new BigDecimal(value),
        unit,
        comparator,
        "MORNING_FASTING",
        AT,
        AT.plusSeconds(60),
        "WHATSAPP",
        Severity.values()[0],
        false,
        List.of(),
        null);
  }

  private JsonNode bundle() throws IOException {
    TransactionBundle bundle = new TransactionBundle("seed");
    Person person = new Person("Verma", "Asha", LocalDate.of(1972, 5, 14), "F");
    String subject = bundle.create(Resources.patient(MRN, "PC-100234", person), MRN, "PC-100234");
    StoredReading low = reading("20", "mg/dL", "<");
    bundle.create(resources.reading(low, subject, KOLKATA), resources.systemOf("reading"), "1");
    bundle.update(
        resources.adherence(new Week(LocalDate.of(2026, 8, 3), 12, 9, 1, 2), "p:w", subject),
        resources.systemOf("adherence"),
        "p:w");
    Message message = new Message("3EB0", "whatsapp", "Your report is ready.", AT, null);
    bundle.create(
        resources.communication(message, subject, KOLKATA), resources.systemOf("message"), "3EB0");
    return Json.parse(bundle.bytes());
  }

  @Test
  void theTransactionIsValid() throws IOException {
    isValid(bundle());
  }

  @Test
  void theValidatorWouldComplain() throws IOException {
    ObjectNode broken = (ObjectNode) bundle();
    ((ObjectNode) broken.at("/entry/1/resource")).put("status", "done");
    assertThatThrownBy(() -> isValid(broken)).isInstanceOf(AssertionError.class);
    ObjectNode codeless = (ObjectNode) bundle();
    ((ObjectNode) codeless.at("/entry/1/resource")).remove("code");
    assertThatThrownBy(() -> isValid(codeless)).isInstanceOf(AssertionError.class);
  }

  @Test
  void theSameAgainHasTheSameBytes() throws IOException {
    TransactionBundle one = new TransactionBundle("a");
    TransactionBundle two = new TransactionBundle("a");
    Person nobody = new Person(null, null, null, null);
    for (TransactionBundle bundle : List.of(one, two)) {
      bundle.create(Resources.patient(MRN, "1", nobody), MRN, "1");
    }
    assertThat(one.bytes()).isEqualTo(two.bytes());
    isValid(Json.parse(one.bytes()));
  }

  @ParameterizedTest
  @CsvSource({"142, mg/dL, 41653-7", "7.9, mmol/L, 14743-9"})
  void loincFollowsTheUnit(String value, String unit, String code) {
    ObjectNode observation = resources.reading(reading(value, unit, null), "Patient/1", KOLKATA);
    assertThat(observation.at("/code/coding/0/code").asText()).isEqualTo(code);
    assertThat(observation.at("/valueQuantity/value").decimalValue()).isEqualByComparingTo(value);
    assertThat(observation.path("effectiveDateTime").asText())
        .isEqualTo("2026-08-15T08:05:00.123+05:30");
    isValid(observation);
  }

  @Test
  void aNumberWithoutUnitIsNoObservation() {
    StoredReading unclear = reading("35", "unclear", null);
    assertThatThrownBy(() -> resources.reading(unclear, "Patient/1", KOLKATA))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "https://a.example/mrn PC-1 identifier=https://a.example/mrn|PC-1",
        "urn:oid:1.2.3 A&B identifier=urn:oid:1.2.3|A%26B",
        "s a|b,c$d identifier=s|a\\|b\\,c\\$d",
        "s é#1+ identifier=s|%C3%A9%231%2B",
      })
  void conditionsSurviveAnyIdentifier(String system, String value, String condition) {
    assertThat(TransactionBundle.condition(system, value)).isEqualTo(condition);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json | no JSON",
        "{\"resourceType\":\"Observation\"} | no Bundle",
        "{\"resourceType\":\"Bundle\",\"entry\":[{\"fullUrl\":\"urn:uuid:1\",\"resource\":{\"resourceType\":\"Observation\"}}]} | no identifier",
        "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Observation\",\"identifier\":[{\"system\":\"s\",\"value\":\"v\"}]}}]} | no urn:uuid",
      })
  void aReportThatCouldBeDoubledIsRefused(String json, String reason) {
    TransactionBundle bundle = new TransactionBundle("a");
    assertThatThrownBy(() -> ReportBundle.into(bundle, json, "urn:uuid:p"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason.replace("no urn:uuid", "urn:uuid"));
  }

  @Test
  void theSampleReportFits() throws IOException {
    TransactionBundle bundle = new TransactionBundle("a");
    Person nobody = new Person(null, null, null, null);
    String subject = bundle.create(Resources.patient(MRN, "1", nobody), MRN, "1");
    try (var in = getClass().getResourceAsStream("/samples/fhir/Bundle-transaction.json")) {
      ReportBundle.into(bundle, new String(in.readAllBytes(), StandardCharsets.UTF_8), subject);
    }
    JsonNode made = Json.parse(bundle.bytes());
    assertThat(made.path("entry"))
        .extracting(e -> e.at("/resource/resourceType").asText())
        .containsExactly(
            "Patient",
            "Organization",
            "Practitioner",
            "ServiceRequest",
            "Observation",
            "DiagnosticReport");
    assertThat(made.at("/entry/4/request/url").asText())
        .isEqualTo("Observation?identifier=https://apexlab.example/filler|L26-551201-4548-4");
    assertThat(made.at("/entry/4/resource/subject/reference").asText()).isEqualTo(subject);
    isValid(made);
  }
}
