package procare.start.partner;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import procare.partner.draft.Expectations;
import procare.partner.pack.PackRefused;
import procare.partner.pack.PackSources;
import procare.partner.reading.UnreadableDocument;

@Command(
    name = "expect",
    description =
        "Write what the hub reads in each sample that has no .expected.json yet; see whether it is what the partner meant.",
    mixinStandardHelpOptions = true)
final class PartnerExpect implements Callable<Integer> {
  @ParentCommand private PartnerCommand partner;
  @Spec private CommandSpec spec;

  @Parameters(description = "Name of a pack, or its folder.")
  private String pack;

  @Override
  public Integer call() throws IOException {
    PackSources.Source source = PackChoice.of(partner, spec, pack);
    Path folder = Files.isDirectory(Path.of(pack)) ? Path.of(pack) : partner.folder().resolve(pack);
    if (!Files.isDirectory(folder)) {
      throw new ParameterException(
          spec.commandLine(), pack + " is a shipped pack: only packs of a folder can be changed");
    }
    PrintWriter out = spec.commandLine().getOut();
    try {
      if (source.refused() != null) {
        throw source.refused();
      }
      SortedMap<String, byte[]> written = Expectations.missing(source.files());
      for (Map.Entry<String, byte[]> file : written.entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
        out.println("Wrote " + folder.resolve(file.getKey()));
      }
      out.println(
          written.isEmpty()
              ? "Every sample has its .expected.json."
              : "See whether that is what the partner meant; then ./hub partner test " + pack);
      return 0;
    } catch (PackRefused e) {
      e.problems().forEach(problem -> out.println("  " + problem));
      out.println("Mend these first.");
    } catch (UnreadableDocument e) {
      out.println("Nothing was written: " + e.getMessage());
    } finally {
      out.flush();
    }
    return 1;
  }
}
