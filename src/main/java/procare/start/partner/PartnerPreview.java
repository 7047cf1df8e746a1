package procare.start.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import procare.Json;
import procare.partner.pack.PackRefused;
import procare.partner.preview.Preview;
import procare.start.HubCommand;

@Command(
    name = "preview",
    description =
        "Show every step that a message would go through, its ACK and unmapped codes; nothing is stored.",
    mixinStandardHelpOptions = true)
final class PartnerPreview implements Callable<Integer> {
  private static final int LARGEST = 64 * 1024 * 1024;

  @ParentCommand private PartnerCommand partner;
  @Spec private CommandSpec spec;

  @Parameters(index = "0", description = "Name of a pack, or its folder.")
  private String pack;

  @Parameters(index = "1", description = "File with one message or document.")
  private Path file;

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
      throw new ParameterException(
          spec.commandLine(), file + " is no file of at most 64 MiB: name one with a message");
    }
    try {
      JsonNode preview =
          Preview.of(
              PackChoice.of(partner, spec, pack).read(),
              Files.readAllBytes(file),
              this::beside,
              HubCommand.CLOCK.instant());
      spec.commandLine()
          .getOut()
          .println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(preview));
      spec.commandLine().getOut().flush();
      return preview.path("ok").asBoolean() ? 0 : 1;
    } catch (PackRefused e) {
      e.problems().forEach(problem -> spec.commandLine().getOut().println(problem));
      return 1;
    }
  }

  private Optional<byte[]> beside(String name) {
    for (Path folder :
        new Path[] {file.resolveSibling(name), file.resolveSibling("attachments").resolve(name)}) {
      if (Files.isRegularFile(folder)) {
        try {
          return Optional.of(Files.readAllBytes(folder));
        } catch (IOException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
