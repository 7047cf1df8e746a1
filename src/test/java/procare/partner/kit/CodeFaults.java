package procare.partner.kit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import procare.partner.pack.CodeMap;
import procare.partner.pack.Pack;
import procare.partner.pack.PackFiles;

/** Slips in codes.csv: a line lost or doubled, its LOINC, unit or factor that of another. */
final class CodeFaults {
  private CodeFaults() {}

  /** The same codes written as faults are, without one. */
  static Fault none(PackFiles files, Pack pack) {
    List<Fault> same = new ArrayList<>(1);
    add(same, files, "nothing", pack.codes().lines());
    return same.get(0);
  }

  static List<Fault> of(PackFiles files, Pack pack) {
    List<Fault> faults = new ArrayList<>();
    List<CodeMap.Line> lines = pack.codes().lines();
    for (int i = 0; i < lines.size(); i++) {
      CodeMap.Line line = lines.get(i);
      CodeMap.Line next = lines.get((i + 1) % lines.size());
      String what = "codes.csv " + line.code() + " in " + line.unit();
      add(faults, files, what + " left out", without(lines, i));
      add(
          faults,
          files,
          what + ": code",
          with(lines, i, changed(line, line.code() + "X", null, null, null, null)));
      add(
          faults,
          files,
          what + ": unit",
          with(lines, i, changed(line, null, line.unit() + "x", null, null, null)));
      add(
          faults,
          files,
          what + ": factor 10",
          with(lines, i, changed(line, null, null, null, null, "10")));
      add(
          faults,
          files,
          what + ": unit of moles or mass",
          with(
              lines,
              i,
              changed(
                  line,
                  null,
                  null,
                  null,
                  line.ucum().equals("mmol/L") ? "mg/dL" : "mmol/L",
                  null)));
      if (!next.loinc().equals(line.loinc())) {
        add(
            faults,
            files,
            what + ": LOINC " + next.loinc(),
            with(lines, i, changed(line, null, null, next.loinc(), null, null)));
      }
      String wrong = line.loinc().replaceFirst("^(\\d)", line.loinc().startsWith("9") ? "1" : "9");
      add(
          faults,
          files,
          what + ": LOINC " + wrong,
          with(lines, i, changed(line, null, null, wrong, null, null)));
      if (line.ucum().equals("mg/dL") && line.loinc().equals("2345-7")) {
        add(
            faults,
            files,
            what + ": LOINC of moles",
            with(lines, i, changed(line, null, null, "14749-6", null, null)));
      }
    }
    return faults;
  }

  private static CodeMap.Line changed(
      CodeMap.Line line, String code, String unit, String loinc, String ucum, String factor) {
    return new CodeMap.Line(
        code == null ? line.code() : code,
        line.text(),
        unit == null ? line.unit() : unit,
        loinc == null ? line.loinc() : loinc,
        line.display(),
        ucum == null ? line.ucum() : ucum,
        factor == null ? line.factor() : new java.math.BigDecimal(factor));
  }

  private static List<CodeMap.Line> without(List<CodeMap.Line> lines, int i) {
    List<CodeMap.Line> less = new ArrayList<>(lines);
    less.remove(i);
    return less;
  }

  private static List<CodeMap.Line> with(List<CodeMap.Line> lines, int i, CodeMap.Line line) {
    List<CodeMap.Line> changed = new ArrayList<>(lines);
    changed.set(i, line);
    return changed;
  }

  private static void add(
      List<Fault> faults, PackFiles files, String what, List<CodeMap.Line> lines) {
    StringBuilder csv = new StringBuilder("code,text,unit,loinc,display,ucum,factor\n");
    for (CodeMap.Line line : lines) {
      csv.append(
          "\"%s\",\"%s\",\"%s\",%s,\"%s\",\"%s\",%s%n"
              .formatted(
                  line.code(),
                  line.text(),
                  line.unit(),
                  line.loinc(),
                  line.display(),
                  line.ucum(),
                  line.factor().toPlainString()));
    }
    Map<String, byte[]> changed = new TreeMap<>(files.files());
    changed.put("codes.csv", csv.toString().getBytes(StandardCharsets.UTF_8));
    faults.add(new Fault(what, new PackFiles(files.name(), new TreeMap<>(changed))));
  }
}
