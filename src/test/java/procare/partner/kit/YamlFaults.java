package procare.partner.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import procare.partner.pack.PackFiles;

/**
 * Slips of somebody who writes a pack.yaml: a field left out, taken from its neighbour or
 * misspelled, a number with a digit too many, another zone, character set, sender or threshold.
 */
final class YamlFaults {
  private static final List<String> MAPPINGS =
      List.of(
          "/results/report",
          "/results/person",
          "/results/item",
          "/results/document",
          "/results/cursor",
          "/orders/fields");
  private static final Map<String, List<String>> OTHERS =
      Map.ofEntries(
          Map.entry("/zone", List.of("UTC", "Asia/Tokyo", "Europe/London")),
          // Latin-1 and windows-1252 differ in signs that no name has: one for the other is no
          // fault.
          Map.entry("/charset", List.of("UTF-8", "ISO-8859-1", "UTF-16", "windows-1251")),
          Map.entry("/results/delimiter", List.of(",", "|", "\t")),
          Map.entry("/results/group", List.of("Patient ID", "Test", "No Lab")),
          Map.entry(
              "/results/dates", List.of("MM/dd/uuuu HH:mm", "dd/MM/uu HH:mm", "dd/MM/uuuu hh:mm")),
          Map.entry("/results/format", List.of("json", "csv", "fhir", "hl7v2")),
          Map.entry("/results/reports", List.of("", "/report", "/reports/0")),
          Map.entry("/results/items", List.of("/result", "/panel", "/results/0")),
          Map.entry("/sender/application", List.of("APP", "lis2")),
          Map.entry("/sender/facility", List.of("OTHER", "PROCARE")),
          Map.entry("/identifiers/ours", List.of("OURS", "https://other.example/id")),
          Map.entry("/identifiers/theirs", List.of("THEIRS", "https://other.example/id")),
          Map.entry("/ordering/key", List.of("MSH-10", "OBR-3", "/labRef", "Lab No", "PID-8")),
          Map.entry("/auth/type", List.of("none", "bearer", "basic", "api-key")),
          Map.entry("/auth/header", List.of("X-Key", "Authorisation")),
          Map.entry("/auth/algorithm", List.of("ES384")),
          Map.entry("/auth/keyId", List.of("procare-2")),
          Map.entry("/auth/username", List.of("admin")),
          Map.entry("/auth/scope", List.of("system/*.*")),
          Map.entry("/ack/mode", List.of("original", "enhanced")),
          Map.entry("/orders/format", List.of("hl7-oml", "hl7-orm", "fhir", "json")),
          Map.entry("/orders/idempotency", List.of("none", "look-up")),
          Map.entry("/orders/header", List.of("X-Request-Id")),
          Map.entry("/orders/filler", List.of("/orderId", "/id")),
          Map.entry("/kind", List.of("lab", "emr")),
          Map.entry("/protocol", List.of("hl7-mllp", "fhir-rest", "json-rest", "sftp-files")),
          Map.entry("/grade", List.of("platinum")),
          Map.entry("/name", List.of("another-lab")));
  private static final Map<String, List<String>> NUMBERS =
      Map.of(
          "/limits/rate", List.of("9000/s", "100000/m", "1/h"),
          "/limits/burst", List.of("90000"),
          "/limits/maxMessage", List.of("4KB", "900MB"),
          "/limits/concurrency", List.of("200"),
          "/ack/retries", List.of("0", "99"));
  private static final List<String> DURATIONS =
      List.of(
          "/limits/timeout",
          "/ack/timeout",
          "/ack/pause",
          "/silence",
          "/results/poll",
          "/emr/poll");

  private final PackFiles files;
  private final ObjectNode root;
  private final List<Fault> faults = new ArrayList<>();

  private YamlFaults(PackFiles files) {
    this.files = files;
    try {
      this.root = (ObjectNode) new YAMLMapper().readTree(files.bytes("pack.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same pack written as its faults are, without one. */
  static Fault none(PackFiles files) {
    YamlFaults same = new YamlFaults(files);
    same.change("nothing");
    return same.faults.get(0);
  }

  static List<Fault> of(PackFiles files) {
    YamlFaults all = new YamlFaults(files);
    MAPPINGS.forEach(all::mapping);
    all.statuses();
    OTHERS.forEach((at, values) -> values.forEach(value -> all.set(at, new TextNode(value))));
    NUMBERS.forEach((at, values) -> values.forEach(value -> all.set(at, number(value))));
    DURATIONS.forEach(all::duration);
    all.endpoints();
    all.lists();
    all.critical();
    List.of(
            "/zone",
            "/charset",
            "/sender",
            "/silence",
            "/critical",
            "/results/group",
            "/results/dates",
            "/results/delimiter",
            "/results/statuses",
            "/identifiers/ours",
            "/identifiers/theirs",
            "/auth")
        .forEach(all::drop);
    return all.faults;
  }

  private static JsonNode number(String text) {
    return text.matches("\\d+")
        ? JsonNodeFactory.instance.numberNode(Integer.parseInt(text))
        : new TextNode(text);
  }

  /** Each field dropped, taken from its neighbour, and misspelled. */
  private void mapping(String at) {
    List<String> names = new ArrayList<>();
    root.at(at).fieldNames().forEachRemaining(names::add);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String place = root.at(at).path(name).asText();
      drop(at + "/" + name);
      if (names.size() > 1) {
        set(at + "/" + name, root.at(at).path(names.get((i + 1) % names.size())));
      }
      set(at + "/" + name, new TextNode(place + "s"));
    }
  }

  private void statuses() {
    root.at("/results/statuses")
        .properties()
        .forEach(
            word -> {
              String at = "/results/statuses/" + word.getKey();
              drop(at);
              for (String status : List.of("final", "preliminary", "cancelled", "corrected")) {
                set(at, new TextNode(status));
              }
            });
  }

  private void duration(String at) {
    if (root.at(at).isTextual()) {
      Duration before = Duration.parse(root.at(at).asText());
      set(at, new TextNode(before.multipliedBy(60).toString()));
      set(at, new TextNode(before.dividedBy(60).plusMillis(1).toString()));
    }
  }

  private void endpoints() {
    for (String at : List.of("/endpoints", "/auth")) {
      root.at(at)
          .properties()
          .forEach(
              entry -> {
                String value = entry.getValue().asText();
                if (value.startsWith("${")) {
                  drop(at + "/" + entry.getKey());
                  set(at + "/" + entry.getKey(), new TextNode(value.replace("}", "_2}")));
                  set(at + "/" + entry.getKey(), new TextNode("${PROCARE_PARTNER_OTHER_X}"));
                  set(at + "/" + entry.getKey(), new TextNode("in clear"));
                }
              });
    }
  }

  /** What comes and goes: each left out. */
  private void lists() {
    for (String at : List.of("/emr/receives", "/emr/sends")) {
      for (int i = 0; i < root.at(at).size(); i++) {
        String gone = root.at(at).get(i).asText();
        ArrayNode less = root.at(at).deepCopy();
        less.remove(i);
        change(at + " without " + gone, copy -> put(copy, at, less));
      }
    }
  }

  private void critical() {
    JsonNode all = root.path("critical");
    for (int i = 0; i < all.size(); i++) {
      String at = "/critical/" + i;
      for (String bound : List.of("low", "high")) {
        JsonNode value = all.get(i).path(bound);
        if (value.isNumber()) {
          drop(at + "/" + bound);
          set(at + "/" + bound, decimal(value.decimalValue().multiply(BigDecimal.TEN)));
          set(at + "/" + bound, decimal(value.decimalValue().movePointLeft(1)));
        }
      }
      if (all.get(i).has("low")) {
        JsonNode low = all.get(i).get("low");
        JsonNode high = all.get(i).get("high");
        int index = i;
        change(
            at + " low and high exchanged",
            copy ->
                ((ObjectNode) copy.at("/critical/" + index)).set("low", high).path(low.asText()),
            copy -> ((ObjectNode) copy.at("/critical/" + index)).set("high", low));
      }
      String unit = all.get(i).path("unit").asText();
      set(at + "/unit", new TextNode(unit.equals("mg/dL") ? "mmol/L" : "mg/dL"));
      set(at + "/loinc", new TextNode("2951-2"));
      set(at + "/loinc", all.get((i + 1) % all.size()).path("loinc"));
      ArrayNode less = all.deepCopy();
      less.remove(i);
      change(at + " left out", copy -> copy.set("critical", less));
    }
  }

  private static JsonNode decimal(BigDecimal value) {
    return JsonNodeFactory.instance.numberNode(new BigDecimal(value.toPlainString()));
  }

  /** What is the default anyway can be left out. */
  private void drop(String at) {
    if (!root.at(at).isMissingNode() && !isDefault(at)) {
      change(at + " left out", copy -> parent(copy, at).remove(name(at)));
    }
  }

  private boolean isDefault(String at) {
    return switch (at) {
      case "/auth" -> root.at("/auth/type").asText().equals("none");
      case "/charset" -> root.at(at).asText().equals("UTF-8");
      case "/results/group" -> root.at(at).equals(root.at("/results/report/filler"));
      default -> false;
    };
  }

  private void set(String at, JsonNode value) {
    if (!root.at(at).isMissingNode() && !root.at(at).asText().equals(value.asText())) {
      change(
          at + ": " + root.at(at).asText() + " → " + value.asText(), copy -> put(copy, at, value));
    }
  }

  private static void put(ObjectNode copy, String at, JsonNode value) {
    parent(copy, at).set(name(at), value);
  }

  private static ObjectNode parent(ObjectNode copy, String at) {
    String above = at.substring(0, at.lastIndexOf('/'));
    return (ObjectNode) (above.isEmpty() ? copy : copy.at(above));
  }

  private static String name(String at) {
    return at.substring(at.lastIndexOf('/') + 1);
  }

  @SafeVarargs
  private void change(String what, java.util.function.Consumer<ObjectNode>... changes) {
    ObjectNode copy = root.deepCopy();
    for (java.util.function.Consumer<ObjectNode> change : changes) {
      change.accept(copy);
    }
    Map<String, byte[]> changed = new TreeMap<>(files.files());
    // JSON is YAML.
    changed.put("pack.yaml", copy.toString().getBytes(StandardCharsets.UTF_8));
    faults.add(new Fault("pack.yaml " + what, new PackFiles(files.name(), new TreeMap<>(changed))));
  }
}
