package procare.lab;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of laboratory results.
 *
 * @param signWithin how long a doctor may take to sign a critical value before the next one is
 *     asked (domain.md §1: 60 minutes)
 * @param ownAssigners assigning authorities under which laboratories send numbers that we gave
 * @param fhirSystem root of the identifier systems of resources that the hub makes
 * @param limits what is critical where a laboratory has no limits of its own
 */
@ConfigurationProperties("procare.lab")
public record LabProperties(
    @DefaultValue("PT60M") Duration signWithin,
    @DefaultValue("PROCARE") List<String> ownAssigners,
    @DefaultValue Limits limits,
    @DefaultValue("https://procare.example/fhir/sid") String fhirSystem) {

  public LabProperties {
    if (signWithin.isNegative()
        || signWithin.isZero()
        || signWithin.compareTo(Duration.ofHours(24)) > 0) {
      throw new IllegalArgumentException(
          "procare.lab.sign-within must be positive and at most 24 hours, not " + signWithin);
    }
    ownAssigners = List.copyOf(ownAssigners);
  }

  /**
   * What is critical without a flag of the laboratory's; the bounds themselves are.
   *
   * @param glucoseLow mg/dL
   * @param glucoseHigh mg/dL
   * @param potassiumLow mmol/L
   * @param potassiumHigh mmol/L
   * @param creatinineHigh mg/dL
   */
  public record Limits(
      @DefaultValue("50") BigDecimal glucoseLow,
      @DefaultValue("450") BigDecimal glucoseHigh,
      @DefaultValue("2.8") BigDecimal potassiumLow,
      @DefaultValue("6.0") BigDecimal potassiumHigh,
      @DefaultValue("5.0") BigDecimal creatinineHigh) {

    /** Null when nothing is too low. */
    BigDecimal low(Analyte analyte) {
      return switch (analyte) {
        case GLUCOSE -> glucoseLow;
        case POTASSIUM -> potassiumLow;
        case CREATININE -> null;
      };
    }

    BigDecimal high(Analyte analyte) {
      return switch (analyte) {
        case GLUCOSE -> glucoseHigh;
        case POTASSIUM -> potassiumHigh;
        case CREATININE -> creatinineHigh;
      };
    }
  }
}
