package procare.partner.analyte;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import procare.lab.Ucum;

/** The reviewed table {@code partners/analytes.csv}. What is not in it is not guessed. */
public final class Analytes {
  /** Of the field's own words these say nothing about what is measured. */
  private static final Set<String> NOISE =
      Set.of("serum", "plasma", "level", "levels", "test", "result", "calculated", "sr");

  private static final Pattern FIELD = Pattern.compile("\"([^\"]*)\"(?:,|$)|([^,]*)(?:,|$)");
  private static final Analytes SHIPPED = new Analytes(read());

  /** Units that are the same amount of these analytes, although UCUM has two words for them. */
  private static final Map<String, String> SAME =
      Map.of("u[IU]/mL", "m[IU]/L", "[IU]/L", "U/L", "meq/L", "mmol/L");

  private final List<LoincLine> lines;
  private final Map<String, LoincLine> byLoinc = new HashMap<>();
  private final Map<String, String> byWords = new HashMap<>();

  private Analytes(List<LoincLine> lines) {
    this.lines = List.copyOf(lines);
    for (LoincLine line : lines) {
      byLoinc.put(line.loinc(), line);
      line.words().forEach(words -> byWords.put(words, line.analyte()));
      byWords.put(plain(line.display()), line.analyte());
    }
  }

  /** The table that the hub ships. */
  public static Analytes shipped() {
    return SHIPPED;
  }

  public List<LoincLine> lines() {
    return lines;
  }

  public Optional<LoincLine> byLoinc(String loinc) {
    return Optional.ofNullable(loinc).map(byLoinc::get);
  }

  /**
   * What a laboratory's code or name means, when all of its words are known; {@code Urine
   * creatinine} is no creatinine.
   *
   * @return the analyte, such as {@code creatinine}
   */
  public Optional<String> named(String words) {
    return words == null || words.isBlank()
        ? Optional.empty()
        : Optional.ofNullable(byWords.get(plain(words)));
  }

  /** The reviewed code of an analyte in a unit as a laboratory writes it. */
  public Optional<LoincLine> in(String analyte, String unit) {
    return lines.stream()
        .filter(
            line -> line.analyte().equals(analyte) && sameUnit(line.analyte(), line.ucum(), unit))
        .findFirst();
  }

  /** Whether a unit as a laboratory writes it is the UCUM unit, so that no factor is needed. */
  public static boolean sameUnit(String analyte, String ucum, String unit) {
    if (unit == null || unit.isBlank()) {
      return false;
    }
    String known = Ucum.of(unit).orElse(unit);
    return ucum.equals(known)
        || ucum.equals(SAME.get(known))
        || "egfr".equals(analyte) && "mL/min".equals(known);
  }

  /** Small letters without accents, punctuation and words that say nothing, one blank between. */
  public static String plain(String words) {
    String ascii =
        Normalizer.normalize(words, Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", " ")
            .strip();
    String kept =
        Arrays.stream(ascii.split(" "))
            .filter(word -> !NOISE.contains(word))
            .collect(Collectors.joining(" "));
    return kept.isEmpty() ? ascii : kept;
  }

  private static List<LoincLine> read() {
    try (InputStream in = Analytes.class.getResourceAsStream("/partners/analytes.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.startsWith("analyte,"))
          .map(Analytes::line)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LoincLine line(String text) {
    List<String> fields = new ArrayList<>(8);
    Matcher field = FIELD.matcher(text);
    while (fields.size() < 8 && field.find()) {
      fields.add(field.group(1) == null ? field.group(2) : field.group(1));
    }
    return new LoincLine(
        fields.get(0),
        fields.get(1),
        fields.get(2),
        fields.get(3),
        Span.of(fields.get(4)),
        Span.of(fields.get(5)),
        Arrays.stream(fields.get(7).split("\\|"))
            .map(Analytes::plain)
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }
}
