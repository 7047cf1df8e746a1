package procare.start.partner;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import procare.partner.pack.Pack;
import procare.partner.pack.PackFiles;
import procare.partner.pack.PackRefused;
import procare.partner.pack.PackSources;
import procare.partner.pack.PackTemplate;
import procare.partner.pack.Protocol;

@Command(
    name = "new",
    description =
        "Make the folder of a new pack: from the partner's samples, or as a copy of an example that is good already.",
    mixinStandardHelpOptions = true)
final class PartnerNew implements Callable<Integer> {
  @ParentCommand private PartnerCommand partner;
  @Spec private CommandSpec spec;

  @Parameters(description = "Lower-case words with hyphens, such as acme-lab.")
  private String name;

  @Option(
      names = "--samples",
      arity = "1..*",
      description =
          "Messages of the partner, or folders of them; what they say is filled in, what they do not is asked.")
  private List<Path> samples;

  @Option(names = "--kind", description = "lab or emr (default: lab, or what the samples are).")
  private String kind;

  @Option(
      names = "--protocol",
      description =
          "hl7-mllp, fhir-rest, json-rest or sftp-files (default: hl7-mllp, or what the samples are).")
  private String protocol;

  @Option(names = "--title", description = "The partner's name for people.")
  private String title;

  @Override
  public Integer call() throws IOException, PackRefused {
    if (samples != null) {
      return DraftedPack.make(partner, spec, name, title, samples, protocol, kind);
    }
    Path target = PackFolder.of(partner, spec, name);
    Collection<PackSources.Source> shipped =
        new PackSources(target.resolve("none"), true).all().values();
    PackFiles template = template(shipped);
    PackFolder.write(target, PackTemplate.renamed(template, name, title == null ? name : title));
    PrintWriter out = spec.commandLine().getOut();
    out.println("Made " + target + ", a copy of the example " + template.name() + ":");
    out.println("  pack.yaml   who they are and how they speak: change what differs");
    out.println("  codes.csv   their codes: ./hub partner map " + name);
    out.println(
        "  samples/    put theirs here, each with its .expected.json; remove the example's");
    out.println("  README.md   still tells the example's habits");
    out.println("Next: ./hub partner check " + name);
    out.println("With messages of theirs in a folder, --samples FOLDER fills most of it in.");
    out.flush();
    return 0;
  }

  private PackFiles template(Collection<PackSources.Source> shipped) throws PackRefused {
    String wantedKind = kind == null ? "lab" : kind;
    String wantedProtocol = protocol == null ? Protocol.HL7_MLLP.word() : protocol;
    try {
      Optional<PackFiles> template =
          PackTemplate.find(
              shipped,
              Pack.Kind.valueOf(wantedKind.toUpperCase(Locale.ROOT)),
              Protocol.of(wantedProtocol));
      return template.orElseThrow(IllegalArgumentException::new);
    } catch (IllegalArgumentException e) {
      StringBuilder known = new StringBuilder();
      for (PackSources.Source source : shipped) {
        Pack pack = source.read();
        known
            .append("\n  --kind ")
            .append(pack.kind().word())
            .append(" --protocol ")
            .append(pack.protocol().word());
      }
      throw new ParameterException(
          spec.commandLine(),
          "there is no template of " + wantedKind + " with " + wantedProtocol + "; choose" + known);
    }
  }
}
