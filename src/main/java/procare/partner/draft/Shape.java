package procare.partner.draft;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import procare.partner.draft.Places.Place;

/**
 * Where a partner's own JSON has its reports and their results.
 *
 * @param reports pointer from the document to the list of reports; empty when it is one, or itself
 *     the list
 * @param items pointer from a report to its results
 */
record Shape(String reports, String items) {
  private static final int DEEPEST = 6;

  /** The first list whose objects have something like a code and a value; null without one. */
  static Shape of(JsonNode root) {
    return find(root, "", null, 0);
  }

  /**
   * @param outer pointer of the list that this node is an item of, or null
   * @param at pointer of this node, from the item of the outer list or from the document
   */
  private static Shape find(JsonNode node, String at, String outer, int depth) {
    if (depth > DEEPEST) {
      return null;
    }
    if (node.isArray()) {
      if (outer != null && results(node)) {
        return new Shape(outer, at);
      }
      // A list within the items of a list within a list has no place in results.reports.
      return !node.isEmpty() && node.get(0).isObject() && (outer == null || outer.isEmpty())
          ? find(node.get(0), "", at, depth + 1)
          : null;
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String pointer = at + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
      JsonNode value = field.getValue();
      if (value.isArray() && results(value)) {
        return new Shape(outer == null ? "" : outer, pointer);
      }
      Shape below = value.isContainerNode() ? find(value, pointer, outer, depth + 1) : null;
      if (below != null) {
        return below;
      }
    }
    return null;
  }

  private static boolean results(JsonNode array) {
    return !array.isEmpty()
        && array.get(0).isObject()
        && has(array.get(0), "item.value")
        && (has(array.get(0), "item.code") || has(array.get(0), "item.loinc"));
  }

  private static boolean has(JsonNode object, String field) {
    Set<String> names = new HashSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names.stream().anyMatch(name -> FieldWords.ALL.get(field).rank("", name).isPresent());
  }

  List<JsonNode> reportsOf(JsonNode root) {
    JsonNode found = root.at(reports);
    List<JsonNode> all = new ArrayList<>();
    if (found.isArray()) {
      found.forEach(all::add);
    } else if (found.isObject()) {
      all.add(found);
    }
    return all;
  }

  /** All places of simple values in some objects, without those below {@code except}. */
  static List<Place> places(List<JsonNode> objects, String except) {
    Map<String, Place> places = new LinkedHashMap<>();
    objects.forEach(object -> collect(object, "", "", except, places));
    return List.copyOf(places.values());
  }

  private static void collect(
      JsonNode node, String at, String parent, String except, Map<String, Place> places) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String pointer = at + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
      JsonNode value = field.getValue();
      if (value.isObject()) {
        collect(value, pointer, field.getKey(), except, places);
      } else if (value.isValueNode() && !pointer.equals(except)) {
        Place place =
            places.computeIfAbsent(
                pointer, p -> new Place(p, parent, field.getKey(), new ArrayList<>()));
        if (!value.isNull() && !value.asText().isBlank()) {
          place.values().add(value.asText());
        }
      }
    }
  }
}
