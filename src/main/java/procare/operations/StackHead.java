package procare.operations;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** The few lines of a stack trace that say what went wrong and where. */
final class StackHead {
  private static final int FRAMES_OF_OUTER = 5;
  private static final int FRAMES_OF_ROOT = 8;

  private StackHead() {}

  static Throwable rootOf(Throwable failure) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Throwable root = failure;
    while (seen.add(root) && root.getCause() != null && !seen.contains(root.getCause())) {
      root = root.getCause();
    }
    return root;
  }

  /** At most 15 lines: the outer exception and, when there is one, the root cause. */
  static String of(Throwable failure) {
    Throwable root = rootOf(failure);
    StringBuilder head = new StringBuilder();
    append(head, failure, FRAMES_OF_OUTER);
    if (root != failure) {
      head.append("Caused by: ");
      append(head, root, FRAMES_OF_ROOT);
    }
    return head.toString();
  }

  private static void append(StringBuilder head, Throwable e, int frames) {
    String message = e.getMessage();
    head.append(e.getClass().getName());
    if (message != null) {
      head.append(": ").append(message.lines().findFirst().orElse(""));
    }
    head.append('\n');
    StackTraceElement[] trace = e.getStackTrace();
    for (int i = 0; i < Math.min(frames, trace.length); i++) {
      head.append("  at ").append(trace[i]).append('\n');
    }
  }
}
