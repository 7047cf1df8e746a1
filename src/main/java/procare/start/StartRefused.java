package procare.start;

import java.util.List;
import org.springframework.boot.ExitCodeGenerator;

/**
 * The hub will not start, for reasons that the person who started it can remedy. Each line is a
 * full sentence that names the remedy; no stack trace belongs to it.
 */
public final class StartRefused extends RuntimeException implements ExitCodeGenerator {
  private final transient List<String> lines;

  public StartRefused(String line) {
    this(List.of(line));
  }

  public StartRefused(List<String> lines) {
    super(String.join("\n", lines));
    this.lines = List.copyOf(lines);
  }

  public List<String> lines() {
    return lines;
  }

  @Override
  public int getExitCode() {
    return 1;
  }
}
