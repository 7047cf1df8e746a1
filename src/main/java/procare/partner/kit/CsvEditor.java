package procare.partner.kit;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import procare.partner.pack.Pack;

/** Changes the first row of a table, and the report's columns in all rows of the same report. */
final class CsvEditor implements Editor {
  private final List<String[]> rows = new ArrayList<>();
  private final Pack.Results mapping;
  private final Charset charset;

  CsvEditor(byte[] body, Pack.Results mapping, Charset charset) {
    this.mapping = mapping;
    this.charset = charset;
    for (String line : new String(body, charset).strip().split("\r?\n")) {
      rows.add(line.split(Pattern.quote(mapping.delimiter()), -1));
    }
  }

  private String column(String name) {
    String field = name.substring(name.indexOf('.') + 1);
    return switch (name.substring(0, name.indexOf('.'))) {
      case "report" -> mapping.report().get(field);
      case "person" -> mapping.person().get(field);
      default -> mapping.item().get(field);
    };
  }

  @Override
  public boolean can(String name) {
    return column(name) != null;
  }

  @Override
  public byte[] with(Map<String, String> changes) {
    List<String[]> copy = rows.stream().map(String[]::clone).toList();
    int key = index(mapping.group() == null ? column("report.filler") : mapping.group());
    String first = rows.get(1)[key];
    changes.forEach(
        (name, value) -> {
          int at = index(column(name));
          for (int i = 1; i < copy.size(); i++) {
            if (i == 1 || !name.startsWith("item.") && rows.get(i)[key].equals(first)) {
              copy.get(i)[at] = value;
            }
          }
        });
    StringBuilder text = new StringBuilder();
    copy.forEach(row -> text.append(String.join(mapping.delimiter(), row)).append('\n'));
    return text.toString().getBytes(charset);
  }

  private int index(String column) {
    return List.of(rows.get(0)).indexOf(column);
  }

  @Override
  public String word(String name, String fhirStatus) {
    return Words.of(mapping.statuses(), fhirStatus);
  }
}
