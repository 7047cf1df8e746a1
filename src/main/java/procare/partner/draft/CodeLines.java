package procare.partner.draft;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import procare.lab.LabCode;
import procare.lab.LabReport;
import procare.lab.LabResult;
import procare.lab.LabValue;
import procare.partner.analyte.Analytes;
import procare.partner.analyte.LoincLine;
import procare.partner.canonical.PackReading;
import procare.partner.pack.CodeMap;
import procare.partner.pack.Pack;
import procare.partner.pack.PackFiles;
import procare.partner.reading.PackCodes;
import procare.partner.reading.UnreadableDocument;

/** Lines of codes.csv that a person adds: which are missing, and what may stand in them. */
public final class CodeLines {
  /** Begins a comment of codes.csv that asks for a line. */
  static final String BY_HAND = "# map by hand: ";

  private static final String CODES = "codes.csv";

  private CodeLines() {}

  /**
   * A code that samples have and codes.csv has not.
   *
   * @param text the partner's words, or empty
   * @param unit as sent; empty when the value has none
   * @param candidates reviewed LOINC codes that are measured in this unit
   */
  public record Missing(String code, String text, String unit, List<LoincLine> candidates) {}

  /**
   * What no line of codes.csv maps, in the order of the samples.
   *
   * @throws UnreadableDocument when a sample cannot be read
   */
  public static Collection<Missing> missing(Pack pack, PackFiles files) throws UnreadableDocument {
    Map<String, Missing> found = new LinkedHashMap<>();
    if (pack.kind() != Pack.Kind.LAB) {
      return found.values();
    }
    PackReading reading = new PackReading(pack);
    for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
      if (isSample(file.getKey())) {
        for (LabReport report :
            reading.reports(
                file.getValue(),
                "map",
                name -> Optional.ofNullable(files.bytes("samples/attachments/" + name)))) {
          report.results().forEach(result -> look(pack, result, found));
        }
      }
    }
    return found.values();
  }

  private static boolean isSample(String path) {
    return path.startsWith("samples/")
        && !path.startsWith("samples/attachments/")
        && !path.endsWith(".expected.json");
  }

  /** As the kit judges it: without a number there is no unit, and any line of the code will do. */
  private static void look(Pack pack, LabResult result, Map<String, Missing> found) {
    boolean number = result.value() instanceof LabValue.Quantity;
    LabCode code =
        result.codes().stream().filter(c -> !c.isLoinc()).findFirst().orElse(result.codes().get(0));
    if (code.code() == null
        || PackCodes.of(pack, result).isPresent()
        || !number && pack.codes().knows(code.code())) {
      return;
    }
    String unit = PackCodes.unit(result.value());
    found.putIfAbsent(
        code.code() + "\n" + unit,
        new Missing(
            code.code(),
            code.display() == null ? "" : code.display(),
            unit == null ? "" : unit,
            Analytes.shipped().lines().stream()
                .filter(line -> Analytes.sameUnit(line.analyte(), line.ucum(), unit))
                .toList()));
  }

  /**
   * The pack with one line more; the comment that asked for it goes.
   *
   * @param code the partner's
   * @param unit as the partner spells it
   * @param loinc a reviewed one
   * @return the files, not checked yet
   * @throws IllegalArgumentException when the LOINC is not reviewed or measured in another unit
   */
  public static PackFiles with(
      Pack pack, PackFiles files, String code, String unit, String text, String loinc) {
    LoincLine line =
        Analytes.shipped()
            .byLoinc(loinc)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        loinc
                            + " is not among the reviewed codes (src/main/resources/partners/analytes.csv);"
                            + " when you are sure, write its line into codes.csv yourself"));
    if (!Analytes.sameUnit(line.analyte(), line.ucum(), unit)) {
      throw new IllegalArgumentException(
          loinc
              + " is measured in "
              + line.ucum()
              + ", not in "
              + unit
              + Analytes.shipped()
                  .in(line.analyte(), unit)
                  .map(other -> "; for " + unit + " take " + other.loinc())
                  .orElse(""));
    }
    List<String> rows = new ArrayList<>();
    byte[] before = files.bytes(CODES);
    (before == null ? CodesDraft.HEADER : new String(before, StandardCharsets.UTF_8))
        .lines()
        .filter(row -> !row.startsWith(BY_HAND + code + " "))
        .forEach(rows::add);
    rows.add(line(code, text.isEmpty() ? line.display() : text, unit, line));
    TreeMap<String, byte[]> changed = new TreeMap<>(files.files());
    changed.put(
        CODES,
        rows.stream().collect(Collectors.joining("\n", "", "\n")).getBytes(StandardCharsets.UTF_8));
    return new PackFiles(pack.name(), changed);
  }

  /** One line in the order of {@link CodesDraft#HEADER}. */
  static String line(String code, String text, String unit, LoincLine line) {
    return String.join(
        ",",
        quoted(code),
        quoted(text),
        quoted(unit),
        line.loinc(),
        quoted(line.display()),
        line.ucum(),
        "");
  }

  private static String quoted(String text) {
    String line = text.replaceAll("[\\r\\n]+", " ");
    return line.contains(",") || line.contains("\"")
        ? "\"" + line.replace("\"", "\"\"") + "\""
        : line;
  }

  /** The words of a code in a map that exists already, or empty. */
  public static String textOf(Pack pack, Collection<Missing> missing, String code) {
    return missing.stream()
        .filter(m -> m.code().equalsIgnoreCase(code))
        .map(Missing::text)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .or(
            () ->
                pack.codes().lines().stream()
                    .filter(l -> l.code().equalsIgnoreCase(code))
                    .map(CodeMap.Line::text)
                    .findFirst())
        .orElse("");
  }
}
