package procare.start.partner;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import procare.partner.pack.PackSchema;

@Command(
    name = "schema",
    description = "Print the JSON Schema of pack.yaml, for editors.",
    mixinStandardHelpOptions = true)
final class PartnerSchema implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(PackSchema.text());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
