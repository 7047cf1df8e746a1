package procare.start.partner;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import procare.partner.draft.Draft;
import procare.partner.draft.DraftRefused;
import procare.partner.draft.Drafts;
import procare.partner.draft.Proposal;
import procare.partner.draft.Proposal.Confidence;
import procare.partner.draft.SampleFile;
import procare.partner.pack.Pack;
import procare.partner.pack.PackReader;
import procare.partner.pack.PackRefused;

/** Makes a new pack from samples, and says what is left to a person. */
final class DraftedPack {
  private static final long LARGEST = 8L << 20;

  private DraftedPack() {}

  /**
   * Writes the pack.
   *
   * @param title the partner's name for people, or null
   * @param samples files, or folders of them
   * @param protocol that the samples must be of, or null for what they are
   * @param kind {@code lab} or {@code emr} likewise
   * @return the exit code
   */
  static int make(
      PartnerCommand partner,
      CommandSpec spec,
      String name,
      String title,
      List<Path> samples,
      String protocol,
      String kind)
      throws IOException {
    Path target = PackFolder.of(partner, spec, name);
    PrintWriter out = spec.commandLine().getOut();
    Draft draft;
    Pack pack;
    try {
      draft = Drafts.of(name, title == null ? name : title, read(spec, samples));
      pack = PackReader.read(draft.files());
    } catch (DraftRefused | PackRefused e) {
      out.println("no pack was made: " + e.getMessage());
      out.flush();
      return 1;
    }
    String found = pack.kind().word() + " with " + pack.protocol().word();
    if (protocol != null && !protocol.equals(pack.protocol().word())
        || kind != null && !kind.equals(pack.kind().word())) {
      out.println(
          "no pack was made: the samples are of a "
              + found
              + "; leave --kind and --protocol out, or name other samples");
      out.flush();
      return 1;
    }
    PackFolder.write(target, draft.files());
    out.println("Made " + target + " from the samples: " + found + ".");
    for (Confidence confidence : Confidence.values()) {
      List<Proposal> some =
          draft.proposals().stream().filter(p -> p.confidence() == confidence).toList();
      switch (confidence) {
        case HIGH -> out.println("  sure     " + some.size() + " entries");
        case MEDIUM -> tell(out, "look at  ", some);
        case LOW -> tell(out, "guessed  ", some);
      }
    }
    draft.byHand().forEach(line -> out.println("  yours    " + line));
    out.println("Why, and what samples cannot say: " + target.resolve("DRAFT.md"));
    out.println("Next: ./hub partner " + (codesLeft(draft) ? "map " : "check ") + name);
    out.flush();
    return 0;
  }

  private static boolean codesLeft(Draft draft) {
    return draft.byHand().stream().anyMatch(line -> line.startsWith("codes.csv:"));
  }

  private static void tell(PrintWriter out, String how, List<Proposal> proposals) {
    proposals.forEach(p -> out.println("  " + how + p.field() + " " + p.value() + ": " + p.why()));
  }

  private static List<SampleFile> read(CommandSpec spec, List<Path> samples) throws IOException {
    List<SampleFile> files = new ArrayList<>();
    for (Path path : samples) {
      List<Path> here = List.of(path);
      if (Files.isDirectory(path)) {
        try (Stream<Path> list = Files.walk(path, 2)) {
          here =
              list.filter(Files::isRegularFile)
                  .filter(file -> !file.getFileName().toString().startsWith("."))
                  .sorted()
                  .toList();
        }
      }
      for (Path file : here) {
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
          throw new ParameterException(
              spec.commandLine(),
              file + (Files.exists(file) ? " is larger than 8 MiB" : " is not there"));
        }
        boolean beside = file.getParent() != null && file.getParent().endsWith("attachments");
        if (!file.toString().endsWith(".expected.json")
            && (!beside || file.toString().endsWith(".pdf"))) {
          files.add(new SampleFile(file.getFileName().toString(), Files.readAllBytes(file)));
        }
      }
    }
    return files;
  }
}
