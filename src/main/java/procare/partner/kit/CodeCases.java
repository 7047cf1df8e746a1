package procare.partner.kit;

import static procare.partner.kit.KitFailure.same;
import static procare.partner.kit.KitFailure.unless;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import procare.lab.LabCode;
import procare.lab.LabReport;
import procare.lab.LabResult;
import procare.lab.LabValue;
import procare.lab.Ucum;
import procare.partner.analyte.Analytes;
import procare.partner.analyte.LoincLine;
import procare.partner.pack.CodeMap;
import procare.partner.pack.Pack;
import procare.partner.reading.PackCodes;
import procare.partner.reading.UnreadableDocument;

/** codes.csv against itself, against the reviewed table of analytes, and against the samples. */
final class CodeCases {
  private static final Set<String> MASS =
      Set.of("2345-7", "1558-6", "2339-0", "41653-7", "41604-0");
  private static final Set<String> MOLES = Set.of("14749-6", "14771-0", "15074-8", "14743-9");

  /** What one of the first unit is in the second, for glucose (18.0182 g/mol ÷ 10). */
  private static final Map<String, BigDecimal> GLUCOSE =
      Map.of(
          "mmol/L>mg/dL", new BigDecimal("18.0182"), "mg/dL>mmol/L", new BigDecimal("0.0554994"));

  private CodeCases() {}

  static void add(Subject subject, Cases cases) {
    Pack pack = subject.pack();
    List<CodeMap.Line> lines = pack.codes().lines();
    if (lines.isEmpty()) {
      return;
    }
    itself(pack, lines, cases);
    cases.add(
        "codes.reviewed",
        "A reviewed LOINC has its unit and LOINC's own words",
        () -> {
          for (CodeMap.Line line : lines) {
            reviewed(line);
            unless(
                pack.kind() != Pack.Kind.EMR || Ucum.of(line.unit()).isPresent(),
                line.code() + ": we would send " + line.unit() + ", which is no usual unit");
          }
        });
    cases.add(
        "codes.words",
        "What the partner's code and text say is what the LOINC says",
        () -> {
          for (CodeMap.Line line : lines) {
            words(line.code(), line);
            words(line.text(), line);
          }
        });
    if (pack.kind() == Pack.Kind.LAB) {
      for (Sample sample : subject.samples()) {
        cases.add(
            "codes.mapped." + sample.name(),
            "All codes are mapped, unless the sample is called …unmapped… (" + sample.name() + ")",
            () -> mapped(subject, sample));
      }
    }
  }

  private static void itself(Pack pack, List<CodeMap.Line> lines, Cases cases) {
    cases.add(
        "codes.glucose-units",
        "Glucose in mg/dL and in mmol/L have their own LOINC codes",
        () -> {
          for (CodeMap.Line line : lines) {
            unless(
                !MASS.contains(line.loinc()) || line.ucum().equals("mg/dL"),
                line.loinc() + " is mg/dL, not " + line.ucum());
            unless(
                !MOLES.contains(line.loinc()) || line.ucum().equals("mmol/L"),
                line.loinc() + " is mmol/L, not " + line.ucum());
          }
        });
    cases.add(
        "codes.one-unit",
        "One LOINC has one unit here",
        () -> {
          Map<String, String> units = new HashMap<>();
          for (CodeMap.Line line : lines) {
            String before = units.putIfAbsent(line.loinc(), line.ucum());
            unless(
                before == null || before.equals(line.ucum()),
                line.loinc() + " has " + before + " and " + line.ucum());
          }
        });
    cases.add(
        "codes.factor",
        "A factor stands only where the units differ",
        () -> {
          for (CodeMap.Line line : lines) {
            boolean same = line.unit().equalsIgnoreCase(line.ucum());
            unless(
                !same || line.factor().signum() > 0 && line.factor().compareTo(BigDecimal.ONE) == 0,
                line.code() + " in " + line.unit());
          }
        });
    cases.add(
        "codes.local",
        "Every line can be found by its code and unit",
        () -> {
          for (CodeMap.Line line : lines) {
            unless(
                pack.codes().map(line.code(), null, line.unit()).isPresent(),
                line.code() + " in " + line.unit());
          }
        });
  }

  private static void reviewed(CodeMap.Line line) throws KitFailure {
    LoincLine known = Analytes.shipped().byLoinc(line.loinc()).orElse(null);
    if (known == null) {
      return;
    }
    same(line.code() + ": the unit of " + line.loinc(), known.ucum(), line.ucum());
    unless(
        line.display().isEmpty() || line.display().equals(known.display()),
        line.code() + ": " + line.loinc() + " is " + known.display());
    unless(
        factorFits(known, line),
        line.code() + ": factor " + line.factor() + " from " + line.unit() + " to " + line.ucum());
  }

  /** Unknown spellings of units are the author's to know. */
  private static boolean factorFits(LoincLine known, CodeMap.Line line) {
    if (Analytes.sameUnit(known.analyte(), line.ucum(), line.unit())) {
      return line.factor().compareTo(BigDecimal.ONE) == 0;
    }
    Optional<String> unit = Ucum.of(line.unit());
    if (unit.isEmpty()) {
      return true;
    }
    BigDecimal factor = GLUCOSE.get(unit.get() + ">" + line.ucum());
    return known.analyte().startsWith("glucose")
        && factor != null
        && factor.subtract(line.factor()).abs().compareTo(new BigDecimal("0.001")) <= 0;
  }

  private static void words(String words, CodeMap.Line line) throws KitFailure {
    String said = Analytes.shipped().named(words).orElse(null);
    if (said != null) {
      same(
          "what " + line.loinc() + " measures, called " + words + ",",
          said,
          Analytes.shipped().byLoinc(line.loinc()).map(LoincLine::analyte).orElse("unknown"));
    }
  }

  /** A result without a number has no unit, and is mapped when its code is known with any. */
  private static void mapped(Subject subject, Sample sample) throws KitFailure, UnreadableDocument {
    for (LabReport report : subject.reports(sample.body())) {
      for (LabResult result : report.results()) {
        boolean number = result.value() instanceof LabValue.Quantity;
        boolean known =
            PackCodes.of(subject.pack(), result).isPresent()
                || !number
                    && result.codes().stream()
                        .map(LabCode::code)
                        .anyMatch(subject.pack().codes()::knows);
        unless(
            known || sample.name().contains("unmapped"),
            result.codes().get(0).code()
                + (number ? " in " + PackCodes.unit(result.value()) : "")
                + " is in no line of codes.csv: ./hub partner map "
                + subject.pack().name()
                + ", or call the sample …unmapped… when nobody can map it");
      }
    }
  }
}
