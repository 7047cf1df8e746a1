package procare.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import procare.house.RouteFiles.Route;
import procare.house.RouteFiles.Step;
import procare.start.RunGroups;

/** Keeps the route files to the rules of CONTRIBUTING.md; each complaint names the remedy. */
class RouteLintTest {
  private static final Set<String> FOLDERS = Set.of("in", "agents", "out", "clocks", "hub");
  private static final Set<String> CALLS = Set.of("from", "to", "toD", "wireTap", "enrich");
  private static final Set<String> DECIDES_BY_ITSELF =
      Set.of("script", "groovy", "js", "python", "mvel", "ognl", "loadBalance", "aggregate");

  /** A comparison and no more: one operator at most, and no arithmetic. */
  private static final Pattern LONG_RULE =
      Pattern.compile("(&&|\\|\\|).*(&&|\\|\\|)|\\$\\{random|\\$\\{ref:");

  @Test
  void everyFileFitsCamelsSchema() throws IOException {
    JsonSchema schema;
    try (InputStream in = getClass().getResourceAsStream("/schema/camelYamlDsl.json")) {
      // Loose, because Camel takes "true" and "3" for true and 3.
      SchemaValidatorsConfig loose = SchemaValidatorsConfig.builder().typeLoose(true).build();
      schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
              .getSchema(new ObjectMapper().readTree(in), loose);
    }
    List<String> complaints = new ArrayList<>();
    for (Path file : RouteFiles.all()) {
      schema
          .validate(RouteFiles.readWithDefaults(file))
          .forEach(
              m ->
                  complaints.add(
                      file + " does not fit camelYamlDsl.json: " + m + "; mend the named place"));
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void everyFileIsAListInAKnownFolderThatIsLoaded() throws IOException {
    List<String> complaints = new ArrayList<>();
    String application = Files.readString(Path.of("src/main/resources/application.yml"));
    for (Path file : RouteFiles.all()) {
      String folder = file.getParent().getFileName().toString();
      if (!RouteFiles.read(file).isArray()) {
        complaints.add(file + " is no list: Camel loads nothing of it; begin with '- route:'");
      }
      if (!FOLDERS.contains(folder)
          || file.getNameCount() != RouteFiles.ROUTES.getNameCount() + 2) {
        complaints.add(file + " lies in no folder of the house; move it to one of " + FOLDERS);
      } else if (!application.contains("classpath:routes/" + folder + "/*.camel.yaml")) {
        complaints.add(
            file + " is not loaded; name its folder in camel.main.routes-include-pattern");
      }
    }
    try (Stream<Path> others = Files.walk(RouteFiles.ROUTES)) {
      others
          .filter(f -> Files.isRegularFile(f) && !f.toString().endsWith(".camel.yaml"))
          .forEach(f -> complaints.add(f + " is not loaded; name it <file>.camel.yaml"));
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void routeIdsSayWhereTheRouteIs() {
    assertThat(
            complaints(
                route -> {
                  String prefix = route.folder() + "-" + route.stem() + "-";
                  return Pattern.matches(
                          Pattern.quote(prefix) + "[a-z0-9]+(-[a-z0-9]+)*", route.id())
                      ? null
                      : "call it " + prefix + "<verb>";
                }))
        .isEmpty();
    assertThat(RouteFiles.routes().stream().map(Route::id)).doesNotHaveDuplicates();
  }

  @Test
  void stepsThatLeaveTheRouteHaveIds() {
    List<String> ids = new ArrayList<>();
    assertThat(
            complaints(
                route -> {
                  List<String> missing = new ArrayList<>();
                  for (Step step : RouteFiles.steps(route.definition())) {
                    if (!CALLS.contains(step.name())) {
                      continue;
                    }
                    if (!step.id().startsWith(route.id() + "-")) {
                      missing.add(step.name() + " " + step.uri());
                    }
                    ids.add(step.id());
                  }
                  return missing.isEmpty()
                      ? null
                      : "give an id " + route.id() + "-<what> in explicit form to " + missing;
                }))
        .isEmpty();
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void everyRouteSaysWhatBecomesOfItsErrors() {
    assertThat(
            complaints(
                route -> {
                  boolean says =
                      route.definition().has("routeConfigurationId")
                          || route.definition().has("errorHandler")
                          || isClock(route)
                          || isEndOfErrors(route);
                  return says
                      ? null
                      : "set routeConfigurationId (api-problems, bus-errors) or an errorHandler";
                }))
        .isEmpty();
  }

  /** What a route configuration names as its dead letter channel. */
  private static boolean isEndOfErrors(Route route) {
    String uri = route.definition().path("from").path("uri").asText();
    return RouteFiles.all().stream()
        .flatMap(file -> RouteFiles.read(file).findValuesAsText("deadLetterUri").stream())
        .anyMatch(uri::equals);
  }

  /** A turn of a clock that fails is logged, and the next turn does what is still due. */
  private static boolean isClock(Route route) {
    String uri = RouteFiles.steps(route.definition()).get(0).uri();
    uri = route.definition().path("from").path("uri").asText(uri);
    return uri.startsWith("quartz:") || uri.startsWith("scheduler:");
  }

  @Test
  void transactionsAreOurOwn() {
    assertThat(
            complaints(
                route ->
                    names(route).contains("transacted")
                        ? "use policy: {ref: inTransaction}; transacted marks failed messages as"
                            + " exhausted (docs/decisions/0002)"
                        : null))
        .isEmpty();
  }

  @Test
  void partnersAreCalledInOnePlace() {
    assertThat(
            complaints(
                route -> {
                  Set<String> wrong = new TreeSet<>();
                  for (Step step : RouteFiles.steps(route.definition())) {
                    if (step.name().equals("circuitBreaker")
                        || CALLS.contains(step.name()) && step.uri().startsWith("http")) {
                      wrong.add(step.name() + " " + step.uri());
                    }
                    if (step.name().equals("kamelet")
                        && step.definition().path("name").asText().equals("call-partner")
                        && !route.folder().equals("out")) {
                      wrong.add("call-partner outside out/");
                    }
                  }
                  return wrong.isEmpty()
                      ? null
                      : "use the kamelet call-partner in a route under out/ instead of " + wrong;
                }))
        .isEmpty();
    List<String> kamelets =
        RouteFiles.kamelets().stream()
            .filter(file -> !file.endsWith("call-partner.kamelet.yaml"))
            .filter(
                file ->
                    RouteFiles.steps(RouteFiles.read(file)).stream()
                        .anyMatch(
                            s -> s.name().equals("circuitBreaker") || s.uri().startsWith("http")))
            .map(file -> file + " calls a partner; only call-partner may")
            .toList();
    assertThat(kamelets).isEmpty();
  }

  @Test
  void dataGoesOneWay() {
    Pattern direct = Pattern.compile("direct:([A-Za-z0-9-]+)");
    List<Route> routes = RouteFiles.routes();
    assertThat(
            complaints(
                route -> {
                  for (Step step : RouteFiles.steps(route.definition())) {
                    Matcher called = direct.matcher(step.uri());
                    if (step.name().equals("from") || !called.find()) {
                      continue;
                    }
                    for (Route other : routes) {
                      boolean answers =
                          other
                              .definition()
                              .path("from")
                              .path("uri")
                              .asText()
                              .equals("direct:" + called.group(1));
                      if (answers && !other.file().equals(route.file())) {
                        return "append an event to the outbox instead of calling " + other.id();
                      }
                    }
                  }
                  return null;
                }))
        .isEmpty();
  }

  @Test
  void beansDecideAndRoutesDoNot() {
    assertThat(
            complaints(
                route -> {
                  Set<String> wrong =
                      names(route).stream()
                          .filter(DECIDES_BY_ITSELF::contains)
                          .collect(Collectors.toCollection(TreeSet::new));
                  RouteFiles.steps(route.definition()).stream()
                      .filter(s -> s.name().equals("expression") && s.definition().isTextual())
                      .map(s -> s.definition().asText())
                      .filter(rule -> LONG_RULE.matcher(rule).find())
                      .forEach(wrong::add);
                  return wrong.isEmpty() ? null : "let a bean decide instead of " + wrong;
                }))
        .isEmpty();
  }

  @Test
  void busConsumersCanBeSwitchedOff() {
    assertThat(
            complaints(
                route -> {
                  String uri = route.definition().path("from").path("uri").asText();
                  boolean starts =
                      uri.startsWith("spring-rabbitmq:")
                          || uri.startsWith("quartz:")
                          || uri.startsWith("scheduler:");
                  String group = route.folder().equals("agents") ? route.stem() : route.folder();
                  String wanted = "{{procare.groups." + group + ":true}}";
                  return !starts || route.definition().path("autoStartup").asText().equals(wanted)
                      ? null
                      : "set autoStartup: \""
                          + wanted
                          + "\", so that procare.run can split the hub";
                }))
        .isEmpty();
  }

  @Test
  void everyGroupOfRoutesCanBeNamedInProcareRun() {
    Set<String> groups =
        RouteFiles.routes().stream()
            .map(route -> route.folder().equals("agents") ? route.stem() : route.folder())
            .collect(Collectors.toSet());
    assertThat(RunGroups.ALL).as("procare.start.RunGroups.ALL").hasSameElementsAs(groups);
  }

  @Test
  void nothingListensOnAPathThatBeginsWithProxy() {
    List<String> wrong = new ArrayList<>();
    for (JsonNode path : List.of(RouteFiles.read(Path.of("src/main/resources/openapi/hub.yaml")))) {
      path.path("paths")
          .fieldNames()
          .forEachRemaining(
              p -> {
                if (p.startsWith("/proxy")) {
                  wrong.add(
                      p + " makes platform-http a proxy (CVE-2026-85316); choose another path");
                }
              });
    }
    for (Route route : RouteFiles.routes()) {
      if (route.definition().path("from").path("uri").asText().matches("platform-http:/?proxy.*")) {
        wrong.add(route + ": makes platform-http a proxy (CVE-2026-85316); choose another path");
      }
    }
    assertThat(wrong).isEmpty();
  }

  private interface Check {
    /** What to do, or null when all is well. */
    String remedy(Route route);
  }

  private static List<String> complaints(Check check) {
    List<String> complaints = new ArrayList<>();
    for (Route route : RouteFiles.routes()) {
      String remedy = check.remedy(route);
      if (remedy != null) {
        complaints.add(route + ": " + remedy);
      }
    }
    return complaints;
  }

  private static Set<String> names(Route route) {
    return RouteFiles.steps(route.definition()).stream()
        .map(Step::name)
        .collect(Collectors.toSet());
  }
}
