package procare;

/** Says in one line why something failed. */
public final class Causes {
  private Causes() {}

  /** Class and message of the innermost cause. */
  public static String root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
