package procare.start.partner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "draft",
    description =
        "Propose a pack from sample messages (HL7 v2, FHIR, JSON, CSV), offline; the same as new --samples.",
    mixinStandardHelpOptions = true)
final class PartnerDraft implements Callable<Integer> {
  @ParentCommand private PartnerCommand partner;
  @Spec private CommandSpec spec;

  @Parameters(index = "0", description = "Name of the new pack.")
  private String name;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      description =
          "Samples of one partner and one format, or folders of them; PDF files come beside them.")
  private List<Path> samples;

  @Override
  public Integer call() throws IOException {
    return DraftedPack.make(partner, spec, name, null, samples, null, null);
  }
}
