package procare.partner.reading;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The resources of a document, and what they refer to: entries of a Bundle by full URL or {@code
 * Type/id}, contained ones by {@code #id}.
 */
final class FhirResources {
  private final List<JsonNode> all = new ArrayList<>();
  private final Map<String, JsonNode> byReference = new HashMap<>();
  private final Set<JsonNode> spoken = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * @throws UnreadableDocument when the root is no FHIR resource
   */
  FhirResources(JsonNode root) throws UnreadableDocument {
    String type = root.path("resourceType").asText();
    if (type.isEmpty()) {
      throw new UnreadableDocument("resourceType", "is missing: this is no FHIR resource");
    }
    if (!type.equals("Bundle")) {
      add(root, null);
      return;
    }
    for (JsonNode entry : root.path("entry")) {
      if (entry.path("resource").isObject()) {
        add(entry.path("resource"), entry.path("fullUrl").asText(null));
      }
    }
  }

  private void add(JsonNode resource, String url) {
    all.add(resource);
    String id = resource.path("id").asText("");
    if (!id.isEmpty()) {
      byReference.put(resource.path("resourceType").asText() + "/" + id, resource);
    }
    if (url != null) {
      byReference.put(url, resource);
    }
  }

  List<JsonNode> of(String type) {
    return all.stream().filter(r -> r.path("resourceType").asText().equals(type)).toList();
  }

  /**
   * What a Reference points to within this document, or null.
   *
   * @param from the resource that holds it
   */
  JsonNode find(JsonNode from, JsonNode reference) {
    String to = reference.path("reference").asText("");
    if (to.startsWith("#")) {
      for (JsonNode contained : from.path("contained")) {
        if (("#" + contained.path("id").asText()).equals(to)) {
          return contained;
        }
      }
      return null;
    }
    JsonNode found = byReference.get(to);
    if (found == null && to.contains("://")) {
      String[] parts = to.replaceFirst("/_history/.*", "").split("/");
      found = byReference.get(parts[parts.length - 2] + "/" + parts[parts.length - 1]);
    }
    return found;
  }

  /** Marks what belongs to a report, so that it is not taken a second time by itself. */
  void speakFor(JsonNode resource) {
    spoken.add(resource);
  }

  boolean stillAlone(JsonNode resource) {
    return !spoken.contains(resource);
  }
}
