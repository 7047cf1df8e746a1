package procare.start.partner;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import procare.partner.pack.Pack;
import procare.partner.pack.PackCheck;
import procare.partner.pack.PackSources;

@Command(
    name = "check",
    description = "Say what is wrong with a pack, by file and line; exit code 1 when anything is.",
    mixinStandardHelpOptions = true)
final class PartnerCheck implements Callable<Integer> {
  @ParentCommand private PartnerCommand partner;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      description = "Name of a pack, or its folder; all packs when left out.")
  private String pack;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Collection<PackSources.Source> known = partner.sources().all().values();
    List<PackCheck.Result> results = pack == null ? PackCheck.all(known) : List.of(one(known));
    for (PackCheck.Result result : results) {
      if (result.good()) {
        out.println("good     " + result.name() + " " + result.pack().version());
      } else {
        out.println("refused  " + result.name());
        result.problems().forEach(problem -> out.println("  " + problem));
      }
    }
    return results.stream().allMatch(PackCheck.Result::good) ? 0 : 1;
  }

  private PackCheck.Result one(Collection<PackSources.Source> known) {
    PackSources.Source source = source(known);
    List<Pack> others =
        PackCheck.all(known.stream().filter(s -> !s.name().equals(source.name())).toList()).stream()
            .filter(PackCheck.Result::good)
            .map(PackCheck.Result::pack)
            .toList();
    return PackCheck.one(source, others);
  }

  private PackSources.Source source(Collection<PackSources.Source> known) {
    Path folder = Path.of(pack);
    if (Files.isDirectory(folder)) {
      return PackSources.of(folder);
    }
    return known.stream()
        .filter(s -> s.name().equals(pack))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "there is no folder " + pack + " and no pack of that name; see partner list"));
  }
}
