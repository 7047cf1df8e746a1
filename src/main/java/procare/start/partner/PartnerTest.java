package procare.start.partner;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import procare.partner.kit.Kit;
import procare.partner.kit.KitResult;
import procare.partner.pack.Pack;
import procare.partner.pack.PackRefused;
import procare.partner.pack.PackSources;

@Command(
    name = "test",
    description = "Run the kit on a pack, offline; exit code 1 when a case does not hold.",
    mixinStandardHelpOptions = true)
final class PartnerTest implements Callable<Integer> {
  @ParentCommand private PartnerCommand partner;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      description = "Name of a pack, or its folder; all packs when left out.")
  private String pack;

  @Option(names = "--all-cases", description = "Show the cases that hold, too.")
  private boolean allCases;

  @Override
  public Integer call() {
    Collection<PackSources.Source> sources =
        pack == null
            ? partner.sources().all().values()
            : List.of(PackChoice.of(partner, spec, pack));
    boolean good = true;
    for (PackSources.Source source : sources) {
      good &= run(source);
    }
    return good ? 0 : 1;
  }

  private boolean run(PackSources.Source source) {
    PrintWriter out = spec.commandLine().getOut();
    Pack read;
    try {
      read = source.read();
    } catch (PackRefused e) {
      out.println("refused  " + source.name());
      e.problems().forEach(problem -> out.println("  " + problem));
      return false;
    }
    List<KitResult> results =
        Kit.of(source.files(), read).stream().map(kitCase -> kitCase.result()).toList();
    long failed = results.stream().filter(result -> !result.passed()).count();
    out.printf(
        "%-8s %s %s: %d cases, %d failed%n",
        failed == 0 ? "good" : "failed", read.name(), read.version(), results.size(), failed);
    for (KitResult result : results) {
      if (!result.passed()) {
        out.println("  " + result.id() + ": " + result.title());
        out.println("    found: " + result.failure());
      } else if (allCases) {
        out.println("  ok " + result.id() + ": " + result.title());
      }
    }
    out.flush();
    return failed == 0;
  }
}
