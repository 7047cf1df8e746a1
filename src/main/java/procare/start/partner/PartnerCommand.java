package procare.start.partner;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import procare.partner.pack.PackSources;

/**
 * {@code ./hub partner}: what authors of partner packs need; each command is a class of its own.
 */
@Command(
    name = "partner",
    description = "Make and check partner packs.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PartnerNew.class,
      PartnerMap.class,
      PartnerExpect.class,
      PartnerCheck.class,
      PartnerTest.class,
      PartnerGrade.class,
      PartnerDraft.class,
      PartnerPreview.class,
      PartnerList.class,
      PartnerSchema.class,
    })
public final class PartnerCommand {
  @Option(
      names = "--folder",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:PROCARE_PARTNERS_FOLDER:-partners}",
      description = "Where your packs lie (default: ${DEFAULT-VALUE}).")
  private Path folder;

  Path folder() {
    return folder;
  }

  /** Your packs and, behind them, the shipped ones. */
  PackSources sources() {
    return new PackSources(folder, true);
  }
}
