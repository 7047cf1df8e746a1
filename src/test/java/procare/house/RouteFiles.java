package procare.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The route files and Kamelets of the project as trees, for the lint. */
final class RouteFiles {
  static final Path ROUTES = Path.of("src/main/resources/routes");
  static final Path KAMELETS = Path.of("src/main/resources/kamelets");
  private static final YAMLMapper YAML = new YAMLMapper();

  private RouteFiles() {}

  /**
   * One route.
   *
   * @param file its file, relative to the project
   * @param folder {@code in}, {@code agents}, {@code out}, {@code clocks} or {@code hub}
   * @param stem the file's name without {@code .camel.yaml}
   */
  record Route(Path file, String folder, String stem, JsonNode definition) {
    String id() {
      return definition.path("id").asText("");
    }

    @Override
    public String toString() {
      return file + ", route " + (id().isEmpty() ? "without id" : id());
    }
  }

  /** A step, or the from, of a route. */
  record Step(String name, JsonNode definition) {
    String uri() {
      return definition.isTextual() ? definition.asText() : definition.path("uri").asText("");
    }

    String id() {
      return definition.path("id").asText("");
    }
  }

  static JsonNode read(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is no YAML", e);
    }
  }

  /** As Camel sees it when nothing is configured: each {@code {{name:default}}} is its default. */
  static JsonNode readWithDefaults(Path file) {
    try {
      return YAML.readTree(
          Files.readString(file).replaceAll("\\{\\{procare\\.groups\\.[a-z-]+:(\\w+)\\}\\}", "$1"));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is no YAML", e);
    }
  }

  static List<Path> under(Path folder, String suffix) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> all() {
    return under(ROUTES, ".camel.yaml");
  }

  static List<Path> kamelets() {
    return under(KAMELETS, ".kamelet.yaml");
  }

  static List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (Path file : all()) {
      for (JsonNode entry : read(file)) {
        if (entry.has("route")) {
          routes.add(
              new Route(
                  file,
                  file.getParent().getFileName().toString(),
                  file.getFileName().toString().replace(".camel.yaml", ""),
                  entry.get("route")));
        }
      }
    }
    return routes;
  }

  /** Every from and step at any depth: each key of a mapping, with what it maps to. */
  static List<Step> steps(JsonNode tree) {
    List<Step> steps = new ArrayList<>();
    collect(tree, steps);
    return steps;
  }

  private static void collect(JsonNode tree, List<Step> steps) {
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      if (!"parameters".equals(entry.getKey())) {
        steps.add(new Step(entry.getKey(), entry.getValue()));
        collect(entry.getValue(), steps);
      }
    }
    if (tree.isArray()) {
      tree.forEach(child -> collect(child, steps));
    }
  }
}
