package procare.bench;

import java.util.List;

/** Entry of {@code bench/run}. Exit status 0: all goals met; 1: something is lost, doubled or below its goal; 2: cannot run here. */
final class Bench {
  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    String name = arguments.length == 0 ? "" : arguments[0];
    Options options = new Options(List.of(arguments).subList(Math.min(1, arguments.length), arguments.length));
    int status;
    try {
      status =
          switch (name) {
            case "kill9" -> Kill9.run(options);
            case "a1" -> Writes.run(options);
            case "a2", "b" -> Consumed.run(options);
            case "c3" -> Paced.run(options);
            case "e" -> Replies.run(options);
            case "f", "start" -> Start.run(options);
            case "c1" -> Reminders.c1(options);
            case "c2" -> Reminders.c2(options);
            case "g1" -> Reminders.g1(options);
            case "g2" -> Drain.run(options);
            case "g3" -> ManyPacks.run(options);
            case "d" -> Reports.run(options);
            case "dash" -> Dashboard.run(options);
            case "fold" -> Fold.run(options);
            case "faults" -> Faults.run(options);
            default -> {
              System.err.println("bench/run kill9 … : see bench/README.md");
              yield 2;
            }
          };
    } catch (Shell.Trouble e) {
      System.err.println("bench: " + e.getMessage());
      status = 2;
    }
    System.exit(status);
  }
}
