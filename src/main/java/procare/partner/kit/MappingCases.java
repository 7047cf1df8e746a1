package procare.partner.kit;

import static procare.partner.kit.KitFailure.same;
import static procare.partner.kit.KitFailure.unless;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import procare.Json;
import procare.partner.pack.Pack;
import procare.partner.reading.StatusWords;

/** Every place that a pack names is somewhere in a sample: what is not may be misspelled. */
final class MappingCases {
  private MappingCases() {}

  static void add(Subject subject, Cases cases) {
    Pack.Results mapping = subject.pack().results();
    if (mapping == null || subject.samples().isEmpty()) {
      return;
    }
    if (mapping.format().equals("json") || mapping.format().equals("csv")) {
      places(mapping)
          .forEach(
              (name, place) ->
                  cases.add(
                      "mapping." + name,
                      "A sample has something where " + name + " is",
                      () -> unless(shown(subject, name, place), "nothing at " + place)));
      cases.add(
          "statuses.words",
          "Usual words for statuses mean what they usually mean",
          () -> {
            for (Map.Entry<String, String> word : mapping.statuses().entrySet()) {
              unless(
                  StatusWords.fits(word.getKey(), word.getValue()),
                  word.getKey() + " means " + word.getValue());
            }
          });
      cases.add(
          "statuses.shown",
          "Each word for a status stands in a sample",
          () -> {
            for (String word : mapping.statuses().keySet()) {
              Pattern alone =
                  Pattern.compile("(?<![A-Za-z])" + Pattern.quote(word) + "(?![A-Za-z])");
              unless(
                  subject.samples().stream()
                      .anyMatch(
                          s ->
                              alone.matcher(new String(s.body(), subject.pack().charset())).find()),
                  word + " does not");
            }
          });
    }
    orders(subject, cases);
  }

  private static Map<String, String> places(Pack.Results mapping) {
    Map<String, String> places = new TreeMap<>();
    mapping.report().forEach((name, place) -> places.put("report." + name, place));
    mapping.person().forEach((name, place) -> places.put("person." + name, place));
    mapping.item().forEach((name, place) -> places.put("item." + name, place));
    mapping.document().forEach((name, place) -> places.put("document." + name, place));
    if (mapping.cursor() != null) {
      places.put("cursor.next", mapping.cursor().next());
    }
    return places;
  }

  private static boolean shown(Subject subject, String name, String place) throws IOException {
    for (Sample sample : subject.samples()) {
      boolean here =
          subject.pack().results().format().equals("json")
              ? inJson(Json.parse(sample.body()), subject.pack().results(), name, place)
              : inTable(new String(sample.body(), subject.pack().charset()), subject, place);
      if (here) {
        return true;
      }
    }
    return false;
  }

  private static boolean inJson(JsonNode root, Pack.Results mapping, String name, String place) {
    if (name.startsWith("cursor.")) {
      return said(root.at(place));
    }
    JsonNode found = root.at(mapping.reports());
    for (JsonNode report : found.isArray() ? found : List.of(found)) {
      if (!name.startsWith("item.") && said(report.at(place))) {
        return true;
      }
      if (name.startsWith("item.")) {
        for (JsonNode item : report.at(mapping.items())) {
          if (said(item.at(place))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean said(JsonNode node) {
    return node.isValueNode() && !node.isNull() && !node.asText().isBlank();
  }

  private static boolean inTable(String text, Subject subject, String column) {
    String delimiter = Pattern.quote(subject.pack().results().delimiter());
    String[] rows = text.strip().split("\r?\n");
    int at = List.of(rows[0].split(delimiter, -1)).indexOf(column);
    for (int i = 1; i < rows.length && at >= 0; i++) {
      String[] fields = rows[i].split(delimiter, -1);
      if (fields.length > at && !fields[at].isBlank()) {
        return true;
      }
    }
    return false;
  }

  /** Where our orders' fields go in the partner's own JSON, by an example of the partner's. */
  private static void orders(Subject subject, Cases cases) {
    Pack.Orders orders = subject.pack().orders();
    if (orders == null || !orders.format().equals("json")) {
      return;
    }
    cases.add(
        "orders.example",
        "samples/attachments/order.json has each field of an order where the pack says",
        () -> {
          JsonNode example = json(subject, "order.json");
          JsonNode expected = json(subject, "order.expected.json").path("request");
          Set<String> names = new HashSet<>();
          expected.fieldNames().forEachRemaining(names::add);
          same("what is mapped", names, orders.fields().keySet());
          for (Map.Entry<String, String> field : orders.fields().entrySet()) {
            JsonNode from =
                field.getKey().startsWith("test.")
                    ? example.at(orders.fields().get("tests")).path(0)
                    : example;
            same(field.getKey(), expected.get(field.getKey()), from.at(field.getValue()));
          }
          unless(
              !expected.has("test.code")
                  || subject.pack().codes().knows(expected.path("test.code").asText()),
              "the example orders a test that is not in codes.csv");
        });
    if (orders.filler() != null) {
      cases.add(
          "orders.answer",
          "samples/attachments/order-answer.json has the partner's number where the pack says",
          () ->
              same(
                  "the number",
                  json(subject, "order.expected.json").at("/answer/filler"),
                  json(subject, "order-answer.json").at(orders.filler())));
    }
  }

  private static JsonNode json(Subject subject, String name) throws KitFailure, IOException {
    byte[] bytes = subject.files().bytes("samples/attachments/" + name);
    unless(bytes != null, "samples/attachments/" + name + " is not there");
    return Json.parse(bytes);
  }
}
