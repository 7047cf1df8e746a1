package procare.partner.pack;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one file, so that its author hears everything at once. */
final class Problems {
  private final String file;
  private final List<PackProblem> found;

  Problems(String file) {
    this(file, new ArrayList<>());
  }

  private Problems(String file, List<PackProblem> found) {
    this.file = file;
    this.found = found;
  }

  /** The same list, for another file of the pack. */
  Problems in(String other) {
    return new Problems(other, found);
  }

  void add(int line, String what, String remedy) {
    found.add(new PackProblem(file, line, what, remedy));
  }

  void addAll(List<PackProblem> others) {
    found.addAll(others);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * @throws PackRefused when anything was found
   */
  void refuse() throws PackRefused {
    if (!found.isEmpty()) {
      throw new PackRefused(found);
    }
  }
}
