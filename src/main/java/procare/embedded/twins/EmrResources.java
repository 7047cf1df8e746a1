package procare.embedded.twins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import procare.Json;

/**
 * The resources of a FHIR R4 server, with conditional create and conditional update by identifier
 * (hl7.org/fhir/R4/http.html#ccreate, #cond-update) and all-or-nothing transactions.
 */
final class EmrResources {
  private static final int MOST = 20_000;
  private final Map<String, ObjectNode> resources = new LinkedHashMap<>();
  private int lastId = 100;

  /** Refuses a whole transaction with the server's own status. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    final int status;

    Refused(int status, String diagnostics) {
      super(diagnostics);
      this.status = status;
    }
  }

  private record Write(ObjectNode resource, String place, boolean isNew, boolean skip) {}

  /** Applies a transaction Bundle; on any refusal nothing of it stays. */
  synchronized ObjectNode transaction(JsonNode bundle) throws Refused {
    if (!"Bundle".equals(bundle.path("resourceType").asText())
        || !"transaction".equals(bundle.path("type").asText())) {
      throw new Refused(400, "only a transaction Bundle is taken here");
    }
    int idBefore = lastId;
    List<Write> writes = new ArrayList<>();
    Map<String, String> places = new HashMap<>();
    try {
      for (JsonNode entry : bundle.path("entry")) {
        Write write = plan(entry);
        writes.add(write);
        places.put(entry.path("fullUrl").asText(), write.place());
      }
      for (Write write : writes) {
        if (!write.skip()) {
          resolve(write.resource(), places);
        }
      }
    } catch (Refused e) {
      lastId = idBefore;
      throw e;
    }
    ObjectNode answer = Json.MAPPER.createObjectNode();
    answer.put("resourceType", "Bundle").put("type", "transaction-response");
    ArrayNode entries = answer.putArray("entry");
    for (Write write : writes) {
      if (!write.skip()) {
        store(write);
      }
      entries
          .addObject()
          .putObject("response")
          .put("status", write.isNew() ? "201 Created" : "200 OK")
          .put("location", write.place() + "/_history/1");
    }
    return answer;
  }

  /** Everything of one type, as a searchset. */
  synchronized ObjectNode all(String type) {
    ObjectNode set = Json.MAPPER.createObjectNode();
    set.put("resourceType", "Bundle").put("type", "searchset");
    ArrayNode entries = set.putArray("entry");
    resources.values().stream()
        .filter(r -> r.path("resourceType").asText().equals(type))
        .forEach(r -> entries.addObject().set("resource", r));
    set.put("total", entries.size());
    return set;
  }

  private Write plan(JsonNode entry) throws Refused {
    ObjectNode resource = entry.path("resource").deepCopy();
    String type = resource.path("resourceType").asText();
    JsonNode request = entry.path("request");
    String url = request.path("url").asText();
    boolean put = "PUT".equals(request.path("method").asText());
    String condition =
        put
            ? url.substring(Math.min(url.length(), url.indexOf('?') + 1))
            : request.path("ifNoneExist").asText("");
    if (!url.split("\\?", 2)[0].equals(type) || type.isEmpty()) {
      throw new Refused(400, "request.url does not fit the resource");
    }
    List<String> matches = condition.isEmpty() ? List.of() : matches(type, condition);
    if (matches.size() > 1) {
      throw new Refused(
          412,
          "Conditional "
              + (put ? "update" : "create")
              + " matched "
              + matches.size()
              + " resources");
    }
    boolean isNew = matches.isEmpty();
    String place = isNew ? type + "/" + ++lastId : matches.get(0);
    resource.put("id", place.substring(type.length() + 1));
    return new Write(resource, place, isNew, !isNew && !put);
  }

  private List<String> matches(String type, String condition) throws Refused {
    String[] token = condition.replaceFirst("^identifier=", "").split("\\|", 2);
    if (!condition.startsWith("identifier=") || token.length != 2) {
      throw new Refused(400, "only identifier=system|value is searched for");
    }
    return resources.entrySet().stream()
        .filter(e -> e.getValue().path("resourceType").asText().equals(type))
        .filter(e -> has(e.getValue(), token[0], token[1]))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean has(JsonNode resource, String system, String value) {
    JsonNode identifiers = resource.path("identifier");
    for (JsonNode one : identifiers.isArray() ? identifiers : List.of(identifiers)) {
      if (one.path("system").asText().equals(system) && one.path("value").asText().equals(value)) {
        return true;
      }
    }
    return false;
  }

  private void resolve(JsonNode tree, Map<String, String> places) throws Refused {
    if (tree instanceof ObjectNode object && object.path("reference").isTextual()) {
      String reference = object.path("reference").asText();
      String place = reference.startsWith("urn:uuid:") ? places.get(reference) : reference;
      if (reference.contains("?")) {
        place = lookUp(reference);
      }
      if (place == null || !places.containsValue(place) && !resources.containsKey(place)) {
        throw new Refused(422, "Reference " + reference + " not found");
      }
      object.put("reference", place);
    }
    for (JsonNode child : tree) {
      resolve(child, places);
    }
  }

  /** A conditional reference, {@code Patient?identifier=system|value}. */
  private String lookUp(String reference) throws Refused {
    String[] parts = reference.split("\\?", 2);
    List<String> matches = matches(parts[0], parts[1]);
    if (matches.size() != 1) {
      throw new Refused(
          matches.isEmpty() ? 404 : 412, "Reference matched " + matches.size() + " resources");
    }
    return matches.get(0);
  }

  private void store(Write write) {
    if (resources.size() >= MOST) {
      resources.remove(resources.keySet().iterator().next());
    }
    resources.put(write.place(), write.resource());
  }
}
