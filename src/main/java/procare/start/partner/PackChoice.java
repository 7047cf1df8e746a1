package procare.start.partner;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import procare.partner.pack.PackSources;

/** Finds the pack that somebody means. */
final class PackChoice {
  private PackChoice() {}

  /**
   * @param pack name of a pack, or its folder
   * @throws ParameterException when there is neither
   */
  static PackSources.Source of(PartnerCommand partner, CommandSpec spec, String pack) {
    Path folder = Path.of(pack);
    if (Files.isDirectory(folder)) {
      return PackSources.of(folder);
    }
    return partner
        .sources()
        .find(pack)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "there is no folder " + pack + " and no pack of that name; see partner list"));
  }
}
