package procare.partner.pack;

import java.util.List;
import java.util.stream.Collectors;

/** A pack as a whole is not taken; whatever ran before runs on. */
public class PackRefused extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient List<PackProblem> problems;

  public PackRefused(List<PackProblem> problems) {
    super(problems.stream().map(PackProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public PackRefused(String file, int line, String what, String remedy) {
    this(List.of(new PackProblem(file, line, what, remedy)));
  }

  /** All that is wrong, in the order of files and lines; never empty. */
  public List<PackProblem> problems() {
    return problems;
  }
}
