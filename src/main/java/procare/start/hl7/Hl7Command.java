package procare.start.hl7;

import picocli.CommandLine.Command;

/** {@code ./hub hl7}: HL7 v2 by hand. */
@Command(
    name = "hl7",
    description = "HL7 v2 by hand.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {Hl7Send.class})
public final class Hl7Command {}
