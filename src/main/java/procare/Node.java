package procare;

import java.lang.management.ManagementFactory;

/** Names this process among the nodes that share the work. */
public final class Node {
  /** {@code pid@host}. */
  public static final String NAME = ManagementFactory.getRuntimeMXBean().getName();

  private Node() {}
}
