package procare.partner.draft;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import procare.partner.draft.Places.Place;
import procare.partner.draft.Proposal.Confidence;

/** Tables: the delimiter, and which column is what. */
final class CsvDraft {
  private static final CsvMapper CSV = new CsvMapper();

  private CsvDraft() {}

  static FormatDraft of(List<SampleFile> samples, Charset charset) throws DraftRefused {
    FormatDraft draft = new FormatDraft();
    draft.add("results.format", "csv", Confidence.HIGH, "a heading and rows");
    String delimiter = delimiter(samples.get(0), charset);
    draft.add("results.delimiter", delimiter, Confidence.HIGH, "what the heading is divided by");
    List<Place> columns = new ArrayList<>();
    for (SampleFile sample : samples) {
      rows(sample, charset, delimiter, columns);
    }
    Set<String> taken = new HashSet<>();
    for (String part : List.of("person.", "item.", "report.", "document.")) {
      for (Map.Entry<String, Proposal> chosen : Places.choose(part, columns, taken).entrySet()) {
        if (!part.equals("document.") || chosen.getKey().equals("document.file")) {
          draft.add(chosen.getValue());
        }
      }
    }
    for (Place column : columns) {
      if (!taken.contains(column.at())) {
        draft.byHand("results: what is the column " + column.at() + "?");
      }
    }
    JsonDraft.finish(draft, columns, columns);
    if (draft.has("results.report.filler")) {
      draft.add(
          "results.group",
          draft.get("results.report.filler").value(),
          Confidence.MEDIUM,
          "rows with the same number are one report");
    }
    return draft;
  }

  private static String delimiter(SampleFile sample, Charset charset) throws DraftRefused {
    String heading = new String(sample.bytes(), charset).lines().findFirst().orElse("");
    String best = null;
    long most = 1;
    for (String each : List.of(",", ";", "|", "\t")) {
      long count = heading.chars().filter(c -> c == each.charAt(0)).count();
      if (count > most) {
        most = count;
        best = each;
      }
    }
    if (best == null) {
      throw new DraftRefused(sample.name() + " is neither HL7 v2, nor JSON, nor a table");
    }
    return best;
  }

  /** Only columns that all samples have can be relied on; their order is of no matter. */
  private static void rows(
      SampleFile sample, Charset charset, String delimiter, List<Place> columns)
      throws DraftRefused {
    String text = new String(sample.bytes(), charset);
    CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(delimiter.charAt(0));
    try (MappingIterator<List<String>> rows =
        CSV.readerForListOf(String.class)
            .with(CsvParser.Feature.WRAP_AS_ARRAY)
            .with(CsvParser.Feature.SKIP_EMPTY_LINES)
            .with(schema)
            .readValues(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
      List<String> heading = rows.next().stream().map(String::strip).toList();
      if (columns.isEmpty()) {
        heading.forEach(name -> columns.add(new Place(name, "", name, new ArrayList<>())));
      }
      columns.removeIf(column -> !heading.contains(column.at()));
      if (columns.isEmpty()) {
        throw new DraftRefused(sample.name() + " has no column of the samples before it");
      }
      while (rows.hasNextValue()) {
        List<String> row = rows.nextValue();
        for (Place column : columns) {
          int at = heading.indexOf(column.at());
          if (at < row.size() && !row.get(at).isBlank()) {
            column.values().add(row.get(at).strip());
          }
        }
      }
    } catch (IOException e) {
      throw new DraftRefused(sample.name() + " cannot be read as a table");
    }
  }
}
