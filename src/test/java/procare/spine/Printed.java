package procare.spine;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Everything that the hub under test has printed, and what it must never print. */
final class Printed {
  private static final ByteArrayOutputStream COPY = new ByteArrayOutputStream();
  private static final Set<String> SECRETS = ConcurrentHashMap.newKeySet();
  private static final int LONGEST = 32 * 1024 * 1024;

  private Printed() {}

  /** Copies what goes to the console from now on. */
  static void listen() {
    System.setOut(new PrintStream(new Tee(System.out), true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(new Tee(System.err), true, StandardCharsets.UTF_8));
  }

  /** Remembers a token, number or word that no log may show. */
  static String secret(String value) {
    SECRETS.add(value);
    return value;
  }

  /** The lines that show what they must not. */
  static List<String> leaks() {
    return text().lines().filter(line -> SECRETS.stream().anyMatch(line::contains)).toList();
  }

  static String text() {
    synchronized (COPY) {
      return COPY.toString(StandardCharsets.UTF_8);
    }
  }

  private static final class Tee extends OutputStream {
    private final PrintStream console;

    Tee(PrintStream console) {
      this.console = console;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      console.write(bytes, from, length);
      synchronized (COPY) {
        if (COPY.size() < LONGEST) {
          COPY.write(bytes, from, length);
        }
      }
    }

    @Override
    public void flush() {
      console.flush();
    }
  }
}
