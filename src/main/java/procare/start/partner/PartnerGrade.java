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
import procare.partner.grade.Finding;
import procare.partner.grade.Grade;
import procare.partner.grade.Rule;
import procare.partner.grade.Rules;
import procare.partner.grade.Tier;
import procare.partner.kit.Kit;
import procare.partner.pack.Pack;
import procare.partner.pack.PackRefused;
import procare.partner.pack.PackSources;

@Command(
    name = "grade",
    description =
        "Say which grade a pack reaches and what keeps it from the next; exit code 1 when it claims more.",
    mixinStandardHelpOptions = true)
final class PartnerGrade implements Callable<Integer> {
  @ParentCommand private PartnerCommand partner;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      description = "Name of a pack, or its folder; all packs when left out.")
  private String pack;

  @Option(names = "--details", description = "Show every rule with what came out.")
  private boolean details;

  @Option(names = "--rules", description = "Print the rules as a Markdown table, and nothing else.")
  private boolean rules;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (rules) {
      out.println("| Rule | Grade | What must be true | Checked by |\n|---|---|---|---|");
      Rules.ALL.forEach(rule -> out.println(row(rule)));
      out.flush();
      return 0;
    }
    Collection<PackSources.Source> sources =
        pack == null
            ? partner.sources().all().values()
            : List.of(PackChoice.of(partner, spec, pack));
    boolean good = true;
    for (PackSources.Source source : sources) {
      good &= grade(source, out);
    }
    out.flush();
    return good ? 0 : 1;
  }

  private static String row(Rule rule) {
    return "| "
        + rule.id()
        + " | "
        + rule.tier().word()
        + " | "
        + rule.title()
        + " | "
        + rule.how().replace("|", "\\|")
        + " |";
  }

  private boolean grade(PackSources.Source source, PrintWriter out) {
    Pack read;
    try {
      read = source.read();
    } catch (PackRefused e) {
      out.println("refused  " + source.name());
      e.problems().forEach(problem -> out.println("  " + problem));
      return false;
    }
    Grade grade = Kit.grade(source.files(), read);
    boolean overclaimed = grade.overclaimed(read.grade());
    out.printf(
        "%-9s %s %s%s%n",
        grade.tier() == null ? "none" : grade.tier().word(),
        read.name(),
        read.version(),
        read.grade() == null
            ? ", claims nothing"
            : ", claims " + read.grade() + (overclaimed ? ": TOO MUCH" : ""));
    if (details) {
      grade.findings().forEach((rule, finding) -> detail(rule, finding, out));
    } else {
      Tier wanted = overclaimed ? Tier.of(read.grade()) : grade.next();
      if (wanted != null) {
        out.println("  for " + wanted.word() + ":");
        grade
            .missingFor(wanted)
            .forEach(
                rule -> out.println("    " + rule.id() + ": " + grade.findings().get(rule).why()));
      }
    }
    return !overclaimed;
  }

  private static void detail(Rule rule, Finding finding, PrintWriter out) {
    String state =
        switch (finding.state()) {
          case HOLDS -> "ok";
          case BROKEN -> "NO";
          case NOT_FOR_IT -> "-";
        };
    out.printf(
        "  %-2s %-8s %-20s %s%s%n",
        state,
        rule.tier().word(),
        rule.id(),
        rule.title(),
        finding.why() == null ? "" : ": " + finding.why());
  }
}
