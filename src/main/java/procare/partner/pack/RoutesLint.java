package procare.partner.pack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps a pack's own Camel routes in its own yard. Whoever writes a Camel route can normally run
 * any code; here only the named steps, languages, endpoints and beans are let through.
 */
final class RoutesLint {
  /** Beans that routes of packs may call. */
  static final Set<String> BEANS = Set.of("packText");

  private static final Set<String> STEPS =
      Set.of(
          "to",
          "bean",
          "choice",
          "when",
          "otherwise",
          "filter",
          "split",
          "setBody",
          "setHeader",
          "setProperty",
          "removeHeader",
          "removeHeaders",
          "removeProperty",
          "convertBodyTo",
          "log",
          "stop",
          "doTry",
          "doCatch",
          "doFinally",
          "step",
          "steps",
          "kamelet");

  /** Keys that describe a step; everything else in a step's mapping is refused. */
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "id",
          "description",
          "uri",
          "parameters",
          "expression",
          "name",
          "message",
          "loggingLevel",
          "exception",
          "type",
          "charset",
          "pattern",
          "delimiter",
          "token");

  /** XPath and the others can read settings or run code by functions of their own. */
  private static final Set<String> LANGUAGES =
      Set.of("constant", "simple", "header", "exchangeProperty", "tokenize");

  /** Where calls go and what is called is not for a header to say. */
  private static final Pattern MIGHTY_NAME = Pattern.compile("(?i)(camel|procare\\.(?!path$)).*");

  private static final Pattern SIMPLE =
      Pattern.compile(
          "\\$\\{(body|exchangeId|header\\.[A-Za-z0-9_-]+|header\\[[A-Za-z0-9._-]+]"
              + "|exchangeProperty\\.[A-Za-z0-9_-]+|exchangeProperty\\[[A-Za-z0-9._-]+])}");

  static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{endpoints\\.([a-z]+)}}");

  /** Nothing behind the placeholder may become part of the host. */
  private static final Pattern ADDRESS = Pattern.compile("\\{\\{endpoints\\.[a-z]+}}(/[^@{}]*)?");

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(password|passwd|secret|token|api[_-]?key|authorization)\\s*[=:]\\s*\\S");

  private final String prefix;
  private final String pack;
  private final PackTree routes;
  private final Problems problems;
  private final Set<String> own = new HashSet<>();

  RoutesLint(String pack, PackTree routes, Problems problems) {
    this.pack = pack;
    this.prefix = "partner-" + pack + "-";
    this.routes = routes;
    this.problems = problems;
  }

  void run() {
    if (!routes.root().isArray() || routes.root().isEmpty()) {
      at("", "is no list of routes, so Camel loads nothing", "begin with - route:");
      return;
    }
    routes.root().forEach(entry -> own.add(entry.at("/route/from/uri").asText()));
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < routes.root().size(); i++) {
      JsonNode entry = routes.root().get(i);
      if (entry.size() != 1 || !entry.has("route")) {
        at("/" + i, "is no route", "only - route: may stand here");
        continue;
      }
      route("/" + i + "/route", entry.get("route"), ids);
    }
    texts("", routes.root());
  }

  private void route(String at, JsonNode route, Set<String> ids) {
    String id = route.path("id").asText();
    if (!id.startsWith(prefix) || id.length() == prefix.length()) {
      at(at + "/id", "id may shadow a route of the hub or of another pack", "begin it " + prefix);
    } else if (!ids.add(id)) {
      at(at + "/id", "id is there twice", "give each route its own id");
    }
    for (Map.Entry<String, JsonNode> part : route.properties()) {
      if (!Set.of("id", "description", "from").contains(part.getKey())) {
        at(at + "/" + part.getKey(), part.getKey() + " is not allowed in a pack", "remove it");
      }
    }
    JsonNode from = route.path("from");
    if (!from.path("uri").asText().matches("direct:" + Pattern.quote(prefix) + "[a-z0-9-]+")) {
      at(at + "/from", "begins outside of the pack", "write uri: direct:" + prefix + "…");
    }
    for (Map.Entry<String, JsonNode> part : from.properties()) {
      String where = at + "/from/" + part.getKey();
      if (part.getKey().equals("steps")) {
        steps(where, part.getValue());
      } else if (!Set.of("id", "uri", "description").contains(part.getKey())) {
        at(where, part.getKey() + " is not allowed in a pack", "remove it");
      }
    }
  }

  private void steps(String at, JsonNode steps) {
    for (int i = 0; i < steps.size(); i++) {
      for (Map.Entry<String, JsonNode> step : steps.get(i).properties()) {
        step(at + "/" + i + "/" + step.getKey(), step.getKey(), step.getValue());
      }
    }
    if (!steps.isArray()) {
      at(at, "is no list of steps", "begin each step with -");
    }
  }

  private void step(String at, String name, JsonNode step) {
    if (!STEPS.contains(name)) {
      at(
          at,
          name + " is not allowed in a pack",
          "use " + String.join(", ", STEPS.stream().sorted().toList()));
      return;
    }
    switch (name) {
      case "to" -> endpoint(at, step, step.isTextual() ? step.asText() : step.path("uri").asText());
      case "kamelet" -> kamelet(at, step.path("name").asText(), step.path("parameters"));
      case "bean" -> bean(at, step.path("ref").asText());
      case "log" -> log(at, step.isTextual() ? step.asText() : step.path("message").asText());
      default -> {}
    }
    for (Map.Entry<String, JsonNode> part : step.properties()) {
      String where = at + "/" + part.getKey();
      if (part.getKey().equals("steps")) {
        steps(where, part.getValue());
      } else if (STEPS.contains(part.getKey())) {
        JsonNode nested = part.getValue();
        for (int i = 0; nested.isArray() && i < nested.size(); i++) {
          step(where + "/" + i, part.getKey(), nested.get(i));
        }
        if (!nested.isArray()) {
          step(where, part.getKey(), nested);
        }
      } else if (name.equals("bean") && Set.of("ref", "method").contains(part.getKey())) {
        continue;
      } else if (!ATTRIBUTES.contains(part.getKey()) && !LANGUAGES.contains(part.getKey())) {
        at(where, part.getKey() + " is not allowed in a pack", "remove it");
      } else if (name.startsWith("set")
          && part.getKey().equals("name")
          && MIGHTY_NAME.matcher(part.getValue().asText()).matches()) {
        at(where, "sets what steers the hub", "choose a name without Camel or procare");
      } else if (part.getKey().equals("expression")) {
        part.getValue().fieldNames().forEachRemaining(language -> language(where, language));
      }
    }
  }

  private void language(String at, String language) {
    if (!LANGUAGES.contains(language)) {
      at(
          at + "/" + language,
          language + " can run code",
          "use " + String.join(", ", LANGUAGES.stream().sorted().toList()));
    }
  }

  private void endpoint(String at, JsonNode step, String uri) {
    String scheme = uri.contains(":") ? uri.substring(0, uri.indexOf(':')) : uri;
    switch (scheme) {
      case "direct" -> {
        if (!own.contains(uri)) {
          at(at, "calls a route that is not in this file", "call direct:" + prefix + "…");
        }
      }
      case "bean" -> bean(at, uri.substring(5).replaceAll("\\?.*", ""));
      case "kamelet" ->
          kamelet(at, uri.substring(8).replaceAll("[?/].*", ""), step.path("parameters"));
      default ->
          at(
              at,
              "the component " + scheme + " is not allowed in a pack",
              "use direct:" + prefix + "…, bean:packText, kamelet:call-partner or the step log");
    }
    if (uri.startsWith("kamelet:") && uri.contains("?")) {
      at(at, "hides parameters in the URI", "write them under parameters:");
    }
  }

  private void kamelet(String at, String name, JsonNode parameters) {
    if (!name.equals("call-partner")) {
      at(at, "the kamelet " + name + " is not allowed in a pack", "use call-partner");
    } else if (!parameters.path("partner").asText().equals(pack)
        || !parameters.path("secret").asText("secret-" + pack).equals("secret-" + pack)) {
      at(at, "calls as another partner", "write partner: " + pack + ", secret: secret-" + pack);
    } else if (!ADDRESS.matcher(parameters.path("url").asText()).matches()) {
      at(at, "calls an address of its own", "write url: \"{{endpoints.orders}}/…\"");
    }
  }

  private void bean(String at, String ref) {
    if (!BEANS.contains(ref)) {
      at(at, "the bean " + ref + " is not for packs", "use " + String.join(", ", BEANS));
    }
  }

  private void log(String at, String message) {
    if (message.contains("${body") || message.contains("${header")) {
      at(at, "logs what may be about a person", "log words and ${exchangeId} only");
    }
  }

  private void texts(String at, JsonNode node) {
    if (node.isTextual()) {
      text(at, node.asText());
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      texts(at + "/" + PackTree.escape(entry.getKey()), entry.getValue());
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      texts(at + "/" + i, node.get(i));
    }
  }

  private void text(String at, String value) {
    String rest = PLACEHOLDER.matcher(value).replaceAll("");
    if (rest.contains("{{") || rest.contains("}}")) {
      at(at, "reads a setting of the hub", "only {{endpoints.<name>}} of this pack may be read");
    }
    rest = SIMPLE.matcher(rest).replaceAll("");
    Matcher odd = Pattern.compile("\\$(simple)?\\{").matcher(rest);
    if (odd.find()) {
      at(
          at,
          "has an expression that can run code",
          "use ${body}, ${header.x}, ${exchangeProperty.x}");
    }
    if (SECRET.matcher(value).find()) {
      at(at, "has a secret in clear", "call through kamelet:call-partner, which knows the secret");
    }
  }

  private void at(String pointer, String what, String remedy) {
    problems.add(routes.line(pointer), what, remedy);
  }
}
