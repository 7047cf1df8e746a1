package procare;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the statements kept in {@code src/main/resources/sql}, so that SQL is reviewed as SQL. */
public final class Sql {
  private Sql() {}

  /**
   * @param name path below {@code sql/} without ending, for example {@code event/append}
   * @throws IllegalArgumentException when there is no such file
   */
  public static String of(String name) {
    try (InputStream in = Sql.class.getResourceAsStream("/sql/" + name + ".sql")) {
      if (in == null) {
        throw new IllegalArgumentException("no statement sql/" + name + ".sql on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
