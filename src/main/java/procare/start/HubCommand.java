package procare.start;

import ch.qos.logback.classic.Level;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import procare.start.hl7.Hl7Command;
import procare.start.partner.PartnerCommand;

/**
 * {@code ./hub}: commands of a terminal, most of which need no running hub and no database. It
 * starts without Spring; a new group of commands is one class in {@code subcommands}.
 */
@Command(
    name = "./hub",
    description = "Commands of ProCare Hub.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {PartnerCommand.class, Hl7Command.class})
public final class HubCommand {
  /** Commands run without the hub, whose clock they would otherwise share. */
  public static final Clock CLOCK = Clock.systemUTC();

  /** Exit codes: 0 good, 1 something is wrong with what was checked, 2 wrong use. */
  public static void main(String[] args) {
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)
        instanceof ch.qos.logback.classic.Logger root) {
      root.setLevel(Level.ERROR);
    }
    System.exit(line().execute(args));
  }

  /** What is wrong and where to read on; the whole usage would push the reason off the screen. */
  private static int wrongUse(CommandLine.ParameterException e, String[] words) {
    CommandLine command = e.getCommandLine();
    if (words.length == 0 || command.getParseResult().originalArgs().isEmpty()) {
      command.usage(command.getErr());
      return command.getCommandSpec().exitCodeOnInvalidInput();
    }
    command.getErr().println(e.getMessage());
    command.getErr().println("See " + command.getCommandSpec().qualifiedName(" ") + " --help");
    command.getErr().flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** The whole command line, for tests too. */
  public static CommandLine line() {
    return new CommandLine(new HubCommand())
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(HubCommand::wrongUse);
  }
}
