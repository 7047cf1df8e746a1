package procare.start.partner;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import procare.partner.pack.Pack;
import procare.partner.pack.PackCheck;

@Command(
    name = "list",
    description = "All packs: yours and the shipped ones.",
    mixinStandardHelpOptions = true)
final class PartnerList implements Callable<Integer> {
  private static final String ROW = "%-24s %-10s %-6s %-12s %-10s %s%n";

  @ParentCommand private PartnerCommand partner;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(ROW, "NAME", "VERSION", "KIND", "PROTOCOL", "CLAIMS", "TITLE");
    for (PackCheck.Result result : PackCheck.all(partner.sources().all().values())) {
      Pack pack = result.pack();
      if (result.good()) {
        out.printf(
            ROW,
            pack.name(),
            pack.version(),
            pack.kind().word(),
            pack.protocol().word(),
            pack.grade() == null ? "-" : pack.grade(),
            pack.title());
      } else {
        out.printf(ROW, result.name(), "refused", "", "", "", result.problems().get(0));
      }
    }
    out.flush();
    return 0;
  }
}
