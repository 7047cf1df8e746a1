package procare.partner.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import procare.lab.LabDocument;
import procare.lab.LabReport;
import procare.lab.LabResult;
import procare.partner.pack.Pack;

/**
 * Reports as a table (RFC 4180): a heading, then a row a result; rows with the same number are one
 * report. Rows are counted as a spreadsheet does, the heading is row 1.
 */
final class CsvReports {
  private static final ObjectReader TABLE =
      new CsvMapper()
          .readerForListOf(String.class)
          .with(CsvParser.Feature.WRAP_AS_ARRAY)
          .with(CsvParser.Feature.SKIP_EMPTY_LINES);

  private record Row(int number, Map<String, String> cells) {}

  private final Pack pack;
  private final Pack.Results mapping;
  private final Fields fields;
  private final String messageId;
  private final SideFiles files;

  CsvReports(Pack pack, String messageId, SideFiles files) {
    this.pack = pack;
    this.mapping = pack.results();
    this.fields = new Fields(pack);
    this.messageId = messageId;
    this.files = files;
  }

  List<LabReport> read(byte[] body) throws UnreadableDocument {
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    String group = mapping.group() == null ? mapping.report().get("filler") : mapping.group();
    for (Row row : rows(text(body))) {
      String key = row.cells().getOrDefault(group, "").strip();
      if (key.isEmpty()) {
        throw new UnreadableDocument(
            "row " + row.number(), "has nothing in column " + group + ", which tells the report");
      }
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
    }
    List<LabReport> reports = new ArrayList<>();
    for (List<Row> rows : groups.values()) {
      reports.add(report(rows));
    }
    return reports;
  }

  private String text(byte[] body) throws UnreadableDocument {
    try {
      String text =
          pack.charset()
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(body))
              .toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UnreadableDocument(
          "", "is not written in " + pack.charset() + "; name its character set in charset");
    }
  }

  private List<Row> rows(String text) throws UnreadableDocument {
    CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(mapping.delimiter().charAt(0));
    List<Row> rows = new ArrayList<>();
    List<String> heading = null;
    try (MappingIterator<List<String>> lines = TABLE.with(schema).readValues(text)) {
      for (int number = 1; lines.hasNextValue(); number++) {
        List<String> cells = lines.nextValue();
        if (heading == null) {
          heading = cells.stream().map(String::strip).toList();
          check(heading);
        } else if (cells.size() != heading.size()) {
          throw new UnreadableDocument(
              "row " + number,
              "has " + cells.size() + " columns, the heading has " + heading.size());
        } else {
          Map<String, String> row = new HashMap<>();
          for (int i = 0; i < cells.size(); i++) {
            row.put(heading.get(i), cells.get(i));
          }
          rows.add(new Row(number, row));
        }
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new UnreadableDocument(
          "line " + line, "is no CSV; look for a quote that is not closed");
    } catch (IOException e) {
      throw new UnreadableDocument("", "is no CSV");
    }
    return rows;
  }

  private void check(List<String> heading) throws UnreadableDocument {
    if (new TreeSet<>(heading).size() != heading.size()) {
      throw new UnreadableDocument("row 1", "names a column twice");
    }
    List<String> missing =
        Stream.of(mapping.report(), mapping.person(), mapping.item(), mapping.document())
            .flatMap(columns -> columns.values().stream())
            .filter(column -> !heading.contains(column))
            .sorted()
            .distinct()
            .toList();
    if (!missing.isEmpty()) {
      throw new UnreadableDocument("row 1", "lacks the columns " + String.join(", ", missing));
    }
  }

  private LabReport report(List<Row> rows) throws UnreadableDocument {
    Row first = rows.get(0);
    String place = "row " + first.number();
    LabReport report =
        fields.report(
            look(first, mapping.report()),
            fields.person(look(first, mapping.person()), place),
            messageId,
            place);
    List<LabResult> results = new ArrayList<>();
    Map<String, LabDocument> documents = new LinkedHashMap<>();
    for (Row row : rows) {
      samePerson(first, row);
      if (look(row, mapping.item()).apply("code") != null
          || look(row, mapping.item()).apply("loinc") != null) {
        results.add(fields.result(look(row, mapping.item()), report, "row " + row.number()));
      }
      String name = look(row, mapping.document()).apply("file");
      if (name != null && !documents.containsKey(name)) {
        documents.put(name, document(name, row));
      }
    }
    if (results.isEmpty() && documents.isEmpty()) {
      throw new UnreadableDocument(place, "has neither a result nor a document");
    }
    return Fields.with(report, results, List.copyOf(documents.values()));
  }

  /** Two people under one number: whose the results are, only the laboratory can say. */
  private void samePerson(Row first, Row row) throws UnreadableDocument {
    for (String column : mapping.person().values()) {
      if (!first.cells().get(column).strip().equals(row.cells().get(column).strip())) {
        throw new UnreadableDocument(
            "row " + row.number(),
            "names another person than row " + first.number() + " of the same report");
      }
    }
  }

  private LabDocument document(String name, Row row) throws UnreadableDocument {
    if (name.contains("/") || name.contains("\\") || name.startsWith(".")) {
      throw new UnreadableDocument("row " + row.number(), "names a file with a path");
    }
    byte[] content =
        files
            .find(name)
            .orElseThrow(
                () ->
                    new UnreadableDocument(
                        "row " + row.number(), "names a file that is not there (yet)"));
    return new LabDocument("application/pdf", name, content, null);
  }

  private static UnaryOperator<String> look(Row row, Map<String, String> columns) {
    return name -> {
      String text = columns.containsKey(name) ? row.cells().get(columns.get(name)).strip() : "";
      return text.isEmpty() ? null : text;
    };
  }
}
