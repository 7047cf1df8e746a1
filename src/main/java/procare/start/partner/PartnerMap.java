package procare.start.partner;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import procare.partner.analyte.LoincLine;
import procare.partner.draft.CodeLines;
import procare.partner.draft.CodeLines.Missing;
import procare.partner.pack.Pack;
import procare.partner.pack.PackFiles;
import procare.partner.pack.PackReader;
import procare.partner.pack.PackRefused;
import procare.partner.pack.PackSources;
import procare.partner.reading.UnreadableDocument;

@Command(
    name = "map",
    description =
        "Say what a code of the partner means: adds a line to codes.csv. With the pack alone: which codes of its samples nobody has mapped, and what they may be; exit code 1 when there are any.",
    mixinStandardHelpOptions = true)
final class PartnerMap implements Callable<Integer> {
  @ParentCommand private PartnerCommand partner;
  @Spec private CommandSpec spec;

  @Parameters(index = "0", description = "Name of a pack, or its folder.")
  private String pack;

  @Parameters(index = "1", arity = "0..1", description = "The partner's code.")
  private String code;

  @Parameters(index = "2", arity = "0..1", description = "Its unit as the partner spells it.")
  private String unit;

  @Parameters(index = "3", arity = "0..1", description = "The LOINC, such as 2345-7.")
  private String loinc;

  @Option(names = "--text", description = "The partner's words (default: those of the samples).")
  private String text;

  @Override
  public Integer call() throws IOException {
    if (code != null && loinc == null) {
      throw new ParameterException(
          spec.commandLine(),
          "write code, unit and LOINC, or the pack alone to see what is missing");
    }
    PackSources.Source source = PackChoice.of(partner, spec, pack);
    PrintWriter out = spec.commandLine().getOut();
    try {
      Pack read = source.read();
      if (code != null && read.codes().map(code, null, unit).isPresent()) {
        out.println(
            "Nothing was changed: codes.csv maps "
                + code
                + " in "
                + unit
                + " already, to "
                + read.codes().map(code, null, unit).get().loinc());
        return 1;
      }
      Collection<Missing> missing = CodeLines.missing(read, source.files());
      return code == null ? tell(out, missing) : add(out, source, read, missing);
    } catch (PackRefused e) {
      e.problems().forEach(problem -> out.println("  " + problem));
      out.println("Mend these first.");
    } catch (UnreadableDocument e) {
      out.println("A sample cannot be read: " + e.getMessage());
    } finally {
      out.flush();
    }
    return 1;
  }

  private int tell(PrintWriter out, Collection<Missing> missing) {
    if (missing.isEmpty()) {
      out.println("Every code of the samples is mapped.");
      return 0;
    }
    for (Missing one : missing) {
      out.println(
          one.code()
              + (one.text().isEmpty() ? "" : " (" + one.text() + ")")
              + (one.unit().isEmpty()
                  ? " has no unit in the samples: add a sample with a value"
                  : " in "
                      + one.unit()
                      + (one.candidates().isEmpty()
                          ? " is like no reviewed code: its line is yours to write"
                          : " is mapped by nobody. In " + one.unit() + " are measured:")));
      for (LoincLine line : one.candidates()) {
        out.println("  " + line.loinc() + "  " + line.display());
      }
      if (!one.candidates().isEmpty()) {
        out.println(
            "Next, when it is one of them: ./hub partner map "
                + pack
                + " "
                + word(one.code())
                + " "
                + word(one.unit())
                + " LOINC");
      }
    }
    return 1;
  }

  private int add(
      PrintWriter out, PackSources.Source source, Pack read, Collection<Missing> missing)
      throws IOException, PackRefused {
    Path folder = Files.isDirectory(Path.of(pack)) ? Path.of(pack) : partner.folder().resolve(pack);
    if (!Files.isDirectory(folder)) {
      throw new ParameterException(
          spec.commandLine(), pack + " is a shipped pack: only packs of a folder can be changed");
    }
    PackFiles changed;
    try {
      changed =
          CodeLines.with(
              read,
              source.files(),
              code,
              unit,
              text == null ? CodeLines.textOf(read, missing, code) : text,
              loinc);
    } catch (IllegalArgumentException e) {
      out.println("Nothing was changed: " + e.getMessage());
      return 1;
    }
    PackReader.read(changed);
    Files.write(folder.resolve("codes.csv"), changed.bytes("codes.csv"));
    String all = new String(changed.bytes("codes.csv"), StandardCharsets.UTF_8);
    out.println("Added to codes.csv: " + all.lines().reduce((first, last) -> last).orElseThrow());
    long left =
        missing.stream()
            .filter(m -> !(m.code().equalsIgnoreCase(code) && m.unit().equalsIgnoreCase(unit)))
            .count();
    out.println(
        left == 0
            ? "Next: ./hub partner check " + pack
            : left + " more to map: ./hub partner map " + pack);
    return 0;
  }

  /** As a shell needs it. */
  private static String word(String text) {
    return text.matches("[A-Za-z0-9%/._-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
