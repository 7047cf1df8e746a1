package procare.partner.kit;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/** An ER7 text with usual separators that can be changed field by field; only for samples. */
final class Er7 {
  private final List<String> lines;
  private final Charset charset;

  Er7(byte[] body, Charset charset) {
    this.charset = charset;
    this.lines = new ArrayList<>(List.of(new String(body, charset).strip().split("[\r\n]+")));
  }

  private Er7(List<String> lines, Charset charset) {
    this.lines = new ArrayList<>(lines);
    this.charset = charset;
  }

  Er7 copy() {
    return new Er7(lines, charset);
  }

  /** Index of the n-th segment of a name (from 0), or -1. */
  int find(String id, int n) {
    int seen = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(id) && seen++ == n) {
        return i;
      }
    }
    return -1;
  }

  int count(String id) {
    return (int) lines.stream().filter(l -> l.startsWith(id)).count();
  }

  String get(int line, int field) {
    String[] fields = lines.get(line).split("\\|", -1);
    int index = index(line, field);
    return index < fields.length ? fields[index] : "";
  }

  Er7 set(String id, int field, String value) {
    return set(find(id, 0), field, value);
  }

  Er7 set(int line, int field, String value) {
    List<String> fields = new ArrayList<>(List.of(lines.get(line).split("\\|", -1)));
    int index = index(line, field);
    while (fields.size() <= index) {
      fields.add("");
    }
    fields.set(index, value);
    lines.set(line, String.join("|", fields));
    return this;
  }

  private int index(int line, int field) {
    return lines.get(line).startsWith("MSH") ? field - 1 : field;
  }

  Er7 remove(String id) {
    lines.removeIf(l -> l.startsWith(id));
    return this;
  }

  Er7 insert(int at, String line) {
    lines.add(at, line);
    return this;
  }

  Er7 append(List<String> more) {
    lines.addAll(more);
    return this;
  }

  List<String> from(String id) {
    return List.copyOf(lines.subList(find(id, 0), lines.size()));
  }

  byte[] bytes() {
    return bytes("\r");
  }

  byte[] bytes(String end) {
    return (String.join(end, lines) + end).getBytes(charset);
  }

  String text() {
    return String.join("\r", lines) + "\r";
  }

  Charset charset() {
    return charset;
  }
}
