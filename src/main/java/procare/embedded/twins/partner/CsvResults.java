package procare.embedded.twins.partner;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import procare.partner.pack.Pack;

/** A table with the sample's columns and one row. */
record CsvResults(Pack pack, byte[] sample) implements ResultWriter {
  /** A row whose cells have the names of a pack's mapping. */
  private record Row(List<String> columns, String[] cells) {
    Row set(Map<String, String> mapping, String name, String value) {
      String column = mapping.get(name);
      if (column != null && value != null && columns.contains(column)) {
        cells[columns.indexOf(column)] = value;
      }
      return this;
    }
  }

  @Override
  public byte[] write(NewResult result) {
    Pack.Results mapping = pack.results();
    String header = new String(sample, pack.charset()).strip().split("\r?\n", 2)[0];
    List<String> columns =
        List.of(header.replace("\"", "").split(Pattern.quote(mapping.delimiter()), -1));
    Row row = new Row(columns, new String[columns.size()]);
    Arrays.fill(row.cells(), "");
    String time = time(result);
    String word = ResultWriter.word(pack, result.status());
    NewResult.Somebody person = result.person();
    row.set(mapping.report(), "id", result.id())
        .set(mapping.report(), "filler", result.filler())
        .set(mapping.report(), "placer", result.placer())
        .set(mapping.report(), "status", word)
        .set(mapping.report(), "collectedAt", time)
        .set(mapping.report(), "issuedAt", time)
        .set(mapping.person(), "id", person.id())
        .set(mapping.person(), "foreign", person.theirs())
        .set(mapping.person(), "family", person.family())
        .set(mapping.person(), "given", person.given())
        // ISO 8601 is read beside any pattern of results.dates.
        .set(mapping.person(), "birthDate", person.birthDate())
        .set(mapping.person(), "sex", person.sex())
        .set(mapping.person(), "phone", person.phone())
        .set(mapping.item(), "code", result.code())
        .set(mapping.item(), "display", result.line() == null ? null : result.line().text())
        .set(mapping.item(), "loinc", result.isLoinc() ? result.code() : null)
        .set(mapping.item(), "value", result.value())
        .set(mapping.item(), "unit", result.unit())
        .set(mapping.item(), "flag", result.flag())
        .set(mapping.item(), "status", word)
        .set(mapping.item(), "observedAt", time);
    String line =
        Arrays.stream(row.cells())
            .map(this::quoted)
            .collect(Collectors.joining(mapping.delimiter()));
    return (header + "\r\n" + line + "\r\n").getBytes(pack.charset());
  }

  private String time(NewResult result) {
    ZoneId zone = pack.zone() == null ? ZoneOffset.UTC : pack.zone();
    String form = pack.results().dates();
    return (form == null
            ? DateTimeFormatter.ISO_OFFSET_DATE_TIME
            : DateTimeFormatter.ofPattern(form, Locale.ENGLISH))
        .format(result.at().atZone(zone));
  }

  private String quoted(String cell) {
    return cell.contains(pack.results().delimiter()) || cell.contains("\"")
        ? "\"" + cell.replace("\"", "\"\"") + "\""
        : cell;
  }
}
