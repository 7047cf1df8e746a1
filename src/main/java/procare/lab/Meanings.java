package procare.lab;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import procare.Ids;
import procare.lab.CriticalRules.Critical;

/** What a laboratory's codes, units and numbers mean in the hub's words, and whether to worry. */
final class Meanings {
  /**
   * @param mapped null when none of its codes means anything here
   * @param local the laboratory's own code in upper case, or null
   * @param ucum of the value times factor, or null
   */
  record Meaning(MappedCode mapped, String local, String ucum) {
    String loinc() {
      return mapped == null ? null : mapped.loinc();
    }

    BigDecimal factor() {
      return mapped == null ? BigDecimal.ONE : mapped.factor();
    }
  }

  private final CodeMaps maps;
  private final LabPartners partners;
  private final LabProperties settings;

  Meanings(CodeMaps maps, LabPartners partners, LabProperties settings) {
    this.maps = maps;
    this.partners = partners;
    this.settings = settings;
  }

  boolean isCritical(String partner, LabResult result) {
    Meaning meaning = of(partner, result);
    return judge(partner, result, meaning.loinc(), meaning.ucum(), meaning.factor()).isPresent();
  }

  /** The version that a result is, with what is to be said of it. */
  Version version(LabReport report, LabResult result, Meaning meaning, UUID observationId) {
    String status = "entered-in-error".equals(report.status()) ? report.status() : result.status();
    Version version =
        new Version(
            Ids.next(),
            observationId,
            report.messageId(),
            status,
            report.issuedAt(),
            result.observedAt() == null ? report.collectedAt() : result.observedAt(),
            result.codes(),
            meaning.loinc(),
            display(result, meaning),
            result.value(),
            unit(result.value()),
            meaning.ucum(),
            meaning.factor(),
            result.referenceRange(),
            result.flags(),
            result.notes(),
            doubt(result, meaning),
            null);
    return new Version(
        version.id(),
        version.observationId(),
        version.messageId(),
        version.status(),
        version.issuedAt(),
        version.observedAt(),
        version.codes(),
        version.loinc(),
        version.display(),
        version.value(),
        version.unit(),
        version.ucum(),
        version.factor(),
        version.referenceRange(),
        version.flags(),
        version.notes(),
        version.review(),
        critical(report, result, version).map(Critical::rule).orElse(null));
  }

  /** Unknown units matter where the hub has limits; elsewhere the value is shown as it came. */
  private static String doubt(LabResult result, Meaning meaning) {
    if (Analyte.contradicts(meaning.loinc(), meaning.ucum())) {
      return meaning.loinc() + " does not come in " + meaning.ucum();
    }
    boolean judged = Analyte.of(meaning.loinc(), result.codes()).isPresent();
    boolean number =
        result.value() instanceof LabValue.Quantity || result.value() instanceof LabValue.Range;
    return judged && number && meaning.ucum() == null ? "its unit is missing or unknown" : null;
  }

  /** Whether a stored version of a result is critical. */
  Optional<Critical> critical(LabReport report, LabResult result, Version version) {
    LabResult judged =
        new LabResult(
            result.codes(),
            result.subId(),
            result.value(),
            result.referenceRange(),
            result.flags(),
            version.status(),
            result.observedAt(),
            result.notes());
    return judge(report.partner(), judged, version.loinc(), version.ucum(), version.factor());
  }

  private Optional<Critical> judge(
      String partner, LabResult result, String loinc, String ucum, BigDecimal factor) {
    LabResult scaled =
        new LabResult(
            result.codes(),
            result.subId(),
            Version.scaled(result.value(), factor),
            result.referenceRange(),
            result.flags(),
            result.status(),
            result.observedAt(),
            result.notes());
    Optional<LabPartners.Bounds> own =
        loinc == null ? Optional.empty() : partners.critical(partner, loinc);
    return CriticalRules.judge(scaled, loinc, ucum, own, settings.limits());
  }

  /** LOINC codes first: what the laboratory mapped itself is not mapped again. */
  Meaning of(String partner, LabResult result) {
    String unit = unit(result.value());
    List<LabCode> codes = new ArrayList<>(result.codes());
    codes.sort((a, b) -> Boolean.compare(b.isLoinc(), a.isLoinc()));
    MappedCode mapped =
        codes.stream().flatMap(c -> maps.map(partner, c, unit).stream()).findFirst().orElse(null);
    String ucum =
        mapped != null && mapped.ucum() != null ? mapped.ucum() : Ucum.of(unit).orElse(null);
    return new Meaning(mapped, local(result), ucum);
  }

  private static String local(LabResult result) {
    return result.codes().stream()
        .filter(c -> !c.isLoinc())
        .map(c -> c.code() == null ? c.display() : c.code())
        .filter(c -> !PersonMatch.blank(c))
        .map(c -> c.strip().toUpperCase(Locale.ROOT))
        .findFirst()
        .orElse(null);
  }

  private static String display(LabResult result, Meaning meaning) {
    if (meaning.mapped() != null && meaning.mapped().display() != null) {
      return meaning.mapped().display();
    }
    return result.codes().stream()
        .map(c -> c.display() == null ? c.code() : c.display())
        .filter(d -> !PersonMatch.blank(d))
        .findFirst()
        .orElse("?");
  }

  private static String unit(LabValue value) {
    return value instanceof LabValue.Quantity q
        ? q.unit()
        : value instanceof LabValue.Range r ? r.unit() : null;
  }
}
