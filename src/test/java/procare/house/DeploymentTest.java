package procare.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import procare.start.RunGroups;

/** Image, compose, alerts and dashboard say only what the hub understands. */
class DeploymentTest {
  private static final Path ALERTS = Path.of("deploy/prometheus/alerts.yml");
  private static final Path DASHBOARD = Path.of("deploy/grafana/dashboards/procare-hub.json");
  private static final Pattern ENVIRONMENT =
      Pattern.compile("\\b(?:PROCARE|SPRING|SERVER|LOGGING)_[A-Z0-9_]+");
  private static final Pattern PINNED =
      Pattern.compile("[a-z0-9./-]+:v?\\d+\\.\\d+[0-9A-Za-z._-]*");

  /** Settings of Spring Boot and of Camel's property files that our files use. */
  private static final Set<String> OF_SPRING =
      Set.of(
          "spring.datasource.url",
          "spring.datasource.username",
          "spring.datasource.password",
          "spring.rabbitmq.addresses",
          "spring.rabbitmq.username",
          "spring.rabbitmq.password",
          "spring.rabbitmq.virtual-host",
          "spring.profiles.active",
          "server.port",
          "logging.structured.format.console",
          // Evolution's own.
          "server.url");

  private static JsonNode compose() throws IOException {
    // Merge keys (<<) are for Compose to resolve; here each service counts as it is written.
    return new YAMLMapper().readTree(Path.of("docker-compose.yml").toFile());
  }

  @Test
  void everyImageIsPinned() throws IOException {
    Set<String> images = new LinkedHashSet<>();
    compose().path("services").forEach(service -> images.add(service.path("image").asText("")));
    Pattern.compile("(?m)^FROM (\\S+)")
        .matcher(Files.readString(Path.of("Dockerfile")))
        .results()
        .forEach(from -> images.add(from.group(1)));
    images.remove("");
    assertThat(images)
        .hasSizeGreaterThan(8)
        .allMatch(image -> PINNED.matcher(image).matches(), "name:exact.version, never latest");
  }

  @Test
  void theCacheIsTrainedByTheJvmThatUsesIt() throws IOException {
    List<String> jvms =
        Pattern.compile("(?m)^FROM (eclipse-temurin:\\S+)")
            .matcher(Files.readString(Path.of("Dockerfile")))
            .results()
            .map(from -> from.group(1))
            .toList();
    assertThat(jvms).hasSize(2);
    assertThat(new HashSet<>(jvms)).as("an AOT cache fits one JVM only").hasSize(1);
  }

  @Test
  void secretsAreRequiredAndNoneIsWrittenDown() throws IOException {
    Set<String> required =
        Pattern.compile("\\$\\{([A-Z_]+):\\?set \\1 in \\.env}")
            .matcher(Files.readString(Path.of("docker-compose.yml")))
            .results()
            .map(variable -> variable.group(1))
            .collect(Collectors.toSet());
    Properties example = new Properties();
    try (var in = Files.newBufferedReader(Path.of(".env.example"))) {
      example.load(in);
    }
    assertThat(example.stringPropertyNames()).containsAll(required);
    required.forEach(secret -> assertThat(example.getProperty(secret)).as(secret).isEmpty());
    assertThat(required)
        .contains("PROCARE_SECURITY_JWT_SECRET", "POSTGRES_PASSWORD", "RABBITMQ_PASSWORD");
    assertThat(Files.readString(Path.of(".gitignore")).lines().toList()).contains(".env");
  }

  @Test
  void theSplitRunsEveryGroupOnce() throws IOException {
    List<String> run = compose().findValuesAsText("PROCARE_RUN");
    assertThat(run).containsExactlyInAnyOrderElementsOf(RunGroups.ALL);
  }

  @Test
  void everyVariableIsASettingThatTheHubReads() throws IOException {
    Set<String> known = new HashSet<>();
    Stream.concat(knownProperties().stream(), OF_SPRING.stream())
        .map(name -> name.toUpperCase(Locale.ROOT).replace(".", "_").replace("-", ""))
        .forEach(known::add);
    Set<String> unknown = new TreeSet<>();
    for (String file :
        List.of(
            "docker-compose.yml",
            ".env.example",
            "Dockerfile",
            "deploy/image/train.sh",
            "deploy/image/alive.sh",
            ".ci/run",
            "README.md",
            "CONTRIBUTING.md",
            "docs/operations.md")) {
      ENVIRONMENT
          .matcher(Files.readString(Path.of(file)))
          .results()
          .map(MatchResult::group)
          // Relaxed binding ignores dashes, and so does an underscore in place of one.
          .filter(name -> known.stream().noneMatch(k -> same(k, name)))
          .forEach(name -> unknown.add(file + ": " + name));
    }
    assertThat(unknown).as("names of settings that no code reads").isEmpty();
  }

  private static boolean same(String known, String variable) {
    return known.replace("_", "").equals(variable.replace("_", ""));
  }

  /** What application.yml names, and the components of every settings record. */
  private static Set<String> knownProperties() throws IOException {
    Set<String> names = new HashSet<>(Set.of("procare.run", "procare.data-dir"));
    for (String file : List.of("application.yml", "application-embedded.yml")) {
      JsonNode tree = new YAMLMapper().readTree(Path.of("src/main/resources", file).toFile());
      collect("", tree, names);
    }
    ClassPathScanningCandidateComponentProvider scan =
        new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    scan.findCandidateComponents("procare")
        .forEach(
            bean -> {
              try {
                Class<?> type = Class.forName(bean.getBeanClassName());
                record(type.getAnnotation(ConfigurationProperties.class).value(), type, names);
              } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
              }
            });
    return names;
  }

  private static void record(String prefix, Class<?> type, Set<String> names) {
    Arrays.stream(type.getRecordComponents())
        .forEach(
            part -> {
              names.add(prefix + "." + part.getName());
              if (part.getType().isRecord()) {
                record(prefix + "." + part.getName(), part.getType(), names);
              }
            });
  }

  private static void collect(String prefix, JsonNode tree, Set<String> names) {
    tree.properties()
        .forEach(
            entry -> {
              String name = prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey();
              names.add(name);
              collect(name, entry.getValue(), names);
            });
  }

  @Test
  void everyMetricExists() throws IOException {
    Set<String> existing =
        new HashSet<>(Files.readAllLines(Path.of("src/test/resources/house/metrics.txt")));
    Set<String> used = new TreeSet<>();
    Pattern metric =
        Pattern.compile("\\b(?:procare|resilience4j|camel|http|hikaricp|jvm|process)_[a-z0-9_]+");
    for (JsonNode expression : new YAMLMapper().readTree(ALERTS.toFile()).findValues("expr")) {
      metric.matcher(expression.asText()).results().forEach(m -> used.add(m.group()));
    }
    for (JsonNode expression : new ObjectMapper().readTree(DASHBOARD.toFile()).findValues("expr")) {
      metric.matcher(expression.asText()).results().forEach(m -> used.add(m.group()));
    }
    assertThat(used).hasSizeGreaterThan(12);
    assertThat(existing).as("metrics of a running hub").containsAll(used);
  }

  @Test
  void everyMetricOfOursIsLookedAt() throws IOException {
    String looks = Files.readString(ALERTS) + Files.readString(DASHBOARD);
    Set<String> unseen =
        Files.readAllLines(Path.of("src/test/resources/house/metrics.txt")).stream()
            .filter(name -> name.startsWith("procare_"))
            .map(name -> name.replaceAll("_(max|sum|count|bucket)$", ""))
            .filter(name -> !looks.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(unseen).as("metrics in neither an alert nor the dashboard").isEmpty();
  }

  @Test
  void everyAlertSaysWhatToDo() throws IOException {
    for (JsonNode alert : new YAMLMapper().readTree(ALERTS.toFile()).findValues("annotations")) {
      assertThat(alert.path("summary").asText()).isNotBlank();
      assertThat(alert.path("action").asText()).isNotBlank();
    }
  }
}
