package procare.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Documents lead somewhere and name classes that exist. */
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");
  private static final Pattern TYPE = Pattern.compile("`(procare(?:\\.[a-z]+)+\\.[A-Z]\\w+)");

  private static List<Path> documents() throws IOException {
    List<Path> all = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      files.filter(f -> f.toString().endsWith(".md")).sorted().forEach(all::add);
    }
    return all;
  }

  @Test
  void linksLeadToFiles() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : documents()) {
      LINK.matcher(Files.readString(document))
          .results()
          .map(link -> link.group(1))
          .filter(link -> !Files.exists(document.resolveSibling(link).normalize()))
          .forEach(link -> broken.add(document + " links to " + link + ", which is not there"));
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void namedClassesExist() throws IOException {
    List<String> unknown = new ArrayList<>();
    for (Path document : documents()) {
      TYPE.matcher(Files.readString(document))
          .results()
          .map(type -> type.group(1))
          .filter(type -> !Files.exists(Path.of("src/main/java", type.replace('.', '/') + ".java")))
          .filter(type -> !Files.exists(Path.of("src/test/java", type.replace('.', '/') + ".java")))
          .forEach(type -> unknown.add(document + " names " + type + ", which is not there"));
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void decisionsAreNumberedWithoutGaps() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("docs/decisions"))) {
      List<String> names = files.map(f -> f.getFileName().toString()).sorted().toList();
      for (int i = 0; i < names.size(); i++) {
        assertThat(names.get(i)).matches("%04d-[a-z0-9-]+\\.md".formatted(i + 1));
      }
    }
  }
}
