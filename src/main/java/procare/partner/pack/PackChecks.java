package procare.partner.pack;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JSON Schema cannot say about one pack.yaml. */
final class PackChecks {
  private static final Pattern PLACE = Pattern.compile("\\$\\{([^}:]*)");
  private static final Pattern SECRET_IN_TEXT =
      Pattern.compile(
          "-----BEGIN|://[^/@\\s]*:[^/@\\s]*@"
              + "|(?i)(password|passwd|secret|token|api[_-]?key|access[_-]?key)\\s*=");

  /** Partners that the hub itself has, whose breakers a pack of the same name would share. */
  private static final Set<String> TAKEN =
      Set.of("evolution", "gowa", "cloudapi", "sms", "openrouter");

  private final PackTree pack;
  private final Problems problems;

  PackChecks(PackTree pack, Problems problems) {
    this.pack = pack;
    this.problems = problems;
  }

  void run(String folder) {
    String name = text("/name");
    if (!name.equals(folder)) {
      at("/name", "name is not that of the folder", "write name: " + folder);
    }
    if (TAKEN.contains(name) || name.endsWith("-read")) {
      at("/name", "name is that of a part of the hub", "choose another name");
    }
    zoneAndCharset();
    settings("", pack.root(), Setting.prefix(name));
    endpoints();
    auth();
    results();
    kinds();
  }

  private void zoneAndCharset() {
    try {
      ZoneId.of(text("/zone"));
    } catch (DateTimeException e) {
      at("/zone", "zone is no time zone", "write an IANA name such as Asia/Kolkata");
    }
    if (has("/charset")) {
      try {
        Charset.forName(text("/charset"));
      } catch (IllegalArgumentException e) {
        at("/charset", "charset is not known", "write for example UTF-8 or windows-1252");
      }
    }
  }

  /** Settings of this pack only, and no secret in any text. */
  private void settings(String pointer, JsonNode node, String prefix) {
    if (node.isTextual()) {
      String value = node.asText();
      Matcher places = PLACE.matcher(value);
      while (places.find()) {
        if (!places.group(1).startsWith(prefix)) {
          at(
              pointer,
              "reads a setting that is not this pack's",
              "name it " + prefix + "… in capitals");
        }
      }
      if (value.contains("${") && !Setting.FORM.matcher(value).matches()) {
        at(pointer, "mixes a setting and text", "write ${NAME} or ${NAME:default} alone");
      }
      if (value.contains("{{")) {
        at(pointer, "has a placeholder of Camel", "write a setting ${" + prefix + "…}");
      }
      if (SECRET_IN_TEXT.matcher(value).find()) {
        at(pointer, "has a secret in clear", "put it into a setting ${" + prefix + "…} under auth");
      }
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      settings(pointer + "/" + PackTree.escape(entry.getKey()), entry.getValue(), prefix);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      settings(pointer + "/" + i, node.get(i), prefix);
    }
  }

  private void endpoints() {
    Protocol protocol = Protocol.of(text("/protocol"));
    for (Map.Entry<String, JsonNode> endpoint : node("/endpoints").properties()) {
      Matcher form = Setting.FORM.matcher(endpoint.getValue().asText());
      if (form.matches() && form.group(2) != null && !form.group(2).isEmpty()) {
        String wrong = wrongAddress(form.group(2), protocol);
        if (wrong != null) {
          at("/endpoints/" + endpoint.getKey(), wrong, remedy(protocol));
        }
      }
    }
  }

  /** Null when a URI is one that the protocol may call. */
  static String wrongAddress(String value, Protocol protocol) {
    try {
      URI uri = URI.create(value);
      if (uri.getScheme() == null || !protocol.schemes().contains(uri.getScheme())) {
        return "has an unknown scheme for " + protocol.word();
      }
      if (uri.getHost() == null) {
        return "has no host";
      }
      return uri.getUserInfo() == null ? null : "has a user in its address";
    } catch (IllegalArgumentException e) {
      return "is no URI";
    }
  }

  private static String remedy(Protocol protocol) {
    return "write " + String.join(" or ", protocol.schemes().stream().sorted().toList()) + "://…";
  }

  private void auth() {
    String type = text("/auth/type");
    for (String needed : Auth.NEEDS.getOrDefault(type, List.of())) {
      if (!has("/auth/" + needed)) {
        at("/auth", type + " has no " + needed, "add auth." + needed);
      }
    }
    for (String secret : Auth.SECRETS) {
      String value = text("/auth/" + secret);
      if (!value.isEmpty() && !Setting.FORM.matcher(value).matches()) {
        at("/auth/" + secret, "is a secret in clear", "write ${" + prefix() + "…}");
      } else if (value.contains(":")) {
        at(
            "/auth/" + secret,
            "has a default, which is a secret in clear",
            "write ${" + prefix() + "…} without a default");
      }
    }
    if (type.equals("smart-backend") && !has("/endpoints/base")) {
      at("/auth", "smart-backend has no FHIR server", "add endpoints.base");
    }
  }

  private void results() {
    String format = text("/results/format");
    boolean json = format.equals("json");
    for (String part : List.of("report", "person", "item", "document")) {
      for (Map.Entry<String, JsonNode> field : node("/results/" + part).properties()) {
        if (json != field.getValue().asText().startsWith("/")) {
          at(
              "/results/" + part + "/" + field.getKey(),
              json ? "is no JSON pointer" : "is a JSON pointer",
              json ? "begin it with /" : "write the name of a column");
        }
      }
    }
    if (json || format.equals("csv")) {
      need("/results/item/code", "a result has no code", "say where the code is");
      need("/results/item/value", "a result has no value", "say where the value is");
      need("/results/report/filler", "a report has no number", "say where the laboratory's is");
      need("/results/person", "nobody is named", "say where the person's number is");
    }
    if (json) {
      need("/results/items", "results are nowhere", "add items: pointer to their list");
    }
    if (has("/results/dates")) {
      try {
        DateTimeFormatter.ofPattern(text("/results/dates"));
      } catch (IllegalArgumentException e) {
        at("/results/dates", "is no pattern of a date", "for example dd/MM/uuuu HH:mm");
      }
    }
  }

  private void kinds() {
    String kind = text("/kind");
    if (kind.equals("lab") && !has("/results")) {
      at("/kind", "a lab without results", "add results: with a format");
    }
    if (kind.equals("emr") && !has("/emr")) {
      at("/kind", "an emr without emr", "add emr: with receives and sends");
    }
    if (text("/protocol").equals("hl7-mllp") && !has("/sender")) {
      at("/protocol", "HL7 v2 without a sender", "add sender: with application and facility");
    }
    if (text("/orders/idempotency").equals("look-up") && !has("/orders/lookUp")) {
      at("/orders", "look-up has no path", "add lookUp: such as /orders/{placer}");
    }
    if (text("/orders/format").equals("json")) {
      need("/orders/fields/placer", "orders have no number", "say where our number goes");
      need("/orders/fields/tests", "orders have no tests", "say where the list of tests goes");
    }
    if (has("/orders") && !has("/endpoints/orders") && !has("/endpoints/base")) {
      at("/orders", "orders go nowhere", "add endpoints.orders");
    }
  }

  private String prefix() {
    return Setting.prefix(text("/name"));
  }

  private void need(String pointer, String what, String remedy) {
    if (!has(pointer)) {
      at(pointer, what, remedy + " (" + pointer.substring(1).replace('/', '.') + ")");
    }
  }

  private void at(String pointer, String what, String remedy) {
    String name = pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.') + ": ";
    problems.add(pack.line(pointer), name + what, remedy);
  }

  private JsonNode node(String pointer) {
    return pack.root().at(pointer);
  }

  private boolean has(String pointer) {
    return !node(pointer).isMissingNode();
  }

  private String text(String pointer) {
    return node(pointer).asText("");
  }
}
