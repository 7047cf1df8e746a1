package procare.start.partner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import procare.partner.pack.PackFiles;
import procare.partner.pack.PackSchema;
import procare.partner.pack.PackSources;

/** The folder that a new pack is made in. */
final class PackFolder {
  private PackFolder() {}

  /**
   * Where the pack will lie.
   *
   * @throws ParameterException when the name is none, or taken
   */
  static Path of(PartnerCommand partner, CommandSpec spec, String name) {
    if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") || name.length() > 40) {
      throw new ParameterException(
          spec.commandLine(),
          name
              + " is no name of a pack: write lower-case words with hyphens, 40 letters at most, such as acme-lab");
    }
    Path target = partner.folder().resolve(name);
    if (Files.exists(target)) {
      throw new ParameterException(
          spec.commandLine(), target + " is there already: choose another name or remove it");
    }
    if (new PackSources(target.resolve("none"), true).find(name).isPresent()) {
      throw new ParameterException(
          spec.commandLine(), name + " is a shipped pack: choose another name");
    }
    return target;
  }

  /** Writes the files, and beside the pack the schema for editors. */
  static void write(Path target, PackFiles files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
      Path path = target.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    Path schema = target.resolveSibling("pack.schema.json");
    if (!Files.exists(schema)) {
      Files.writeString(schema, PackSchema.text(), StandardCharsets.UTF_8);
    }
  }
}
