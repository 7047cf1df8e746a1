package procare.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Other programs, run to their end. */
final class Shell {
  /** A program is missing or failed; the message says what to do. */
  static final class Trouble extends RuntimeException {
    Trouble(String message) {
      super(message);
    }
  }

  private Shell() {}

  static String run(String... command) {
    return run(Map.of(), 120, List.of(command));
  }

  /**
   * @param seconds after which it is killed
   * @return what it printed, errors included
   */
  static String run(Map<String, String> environment, int seconds, List<String> command) {
    try {
      Path out = Files.createTempFile("bench", ".out");
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.redirectOutput(out.toFile()).start();
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new Trouble(command + " took longer than " + seconds + " s");
      }
      String text = Files.readString(out);
      Files.delete(out);
      if (process.exitValue() != 0) {
        throw new Trouble(command + " failed: " + text.strip());
      }
      return text;
    } catch (IOException e) {
      throw new Trouble(command.get(0) + " cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      throw new Trouble("interrupted");
    }
  }

  static void need(String program, String debianPackage) {
    for (String folder : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return;
      }
    }
    throw new Trouble(
        program + " is missing; install it, on Debian: apt-get install -y " + debianPackage);
  }
}
