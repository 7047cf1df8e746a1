package procare.embedded.twins.partner;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import procare.Json;
import procare.partner.pack.Pack;

/** A partner's own JSON, by the pointers of its pack. */
record JsonResults(Pack pack, byte[] sample) implements ResultWriter {
  @Override
  public byte[] write(NewResult result) {
    Pack.Results mapping = pack.results();
    JsonNode root = parse(sample);
    JsonNode found = root.at(mapping.reports());
    JsonNode report = found.isArray() ? found.path(0) : found;
    onlyFirst(found);
    onlyFirst(report.at(mapping.items()));
    String time = time(result.at());
    String test = result.line() == null ? result.code() : result.line().text();
    set(report, mapping.report(), "id", result.id());
    set(report, mapping.report(), "placer", result.placer());
    set(report, mapping.report(), "filler", result.filler());
    set(report, mapping.report(), "status", ResultWriter.word(pack, result.status()));
    set(report, mapping.report(), "issuedAt", time);
    set(report, mapping.report(), "collectedAt", time);
    set(report, mapping.report(), "orderedBy", null);
    set(report, mapping.report(), "code", result.code());
    set(report, mapping.report(), "display", test);
    mapping.document().values().forEach(pointer -> set(report, pointer, null));
    person(report, mapping.person(), result.person());
    JsonNode items = report.at(mapping.items());
    JsonNode item = items.isArray() ? items.path(0) : items;
    String loinc = result.isLoinc() ? result.code() : null;
    set(item, mapping.item(), "code", result.code());
    set(item, mapping.item(), "display", test);
    set(item, mapping.item(), "loinc", result.line() == null ? loinc : result.line().loinc());
    set(item, mapping.item(), "value", result.value());
    set(item, mapping.item(), "unit", result.unit());
    set(item, mapping.item(), "range", null);
    set(item, mapping.item(), "flag", result.flag());
    set(item, mapping.item(), "note", null);
    set(item, mapping.item(), "status", ResultWriter.word(pack, result.status()));
    set(item, mapping.item(), "observedAt", time);
    return Json.bytes(root);
  }

  private static void person(
      JsonNode report, Map<String, String> mapping, NewResult.Somebody person) {
    String whole =
        person.given() == null || person.family() == null
            ? person.family()
            : person.given() + " " + person.family();
    set(report, mapping, "id", person.id());
    set(report, mapping, "foreign", person.theirs());
    set(report, mapping, "name", whole);
    set(report, mapping, "family", person.family());
    set(report, mapping, "given", person.given());
    set(report, mapping, "birthDate", person.birthDate());
    set(report, mapping, "sex", person.sex());
    set(report, mapping, "phone", person.phone());
  }

  private String time(Instant at) {
    ZoneId zone = pack.zone() == null ? ZoneOffset.UTC : pack.zone();
    String form = pack.results().dates();
    return (form == null
            ? DateTimeFormatter.ISO_OFFSET_DATE_TIME
            : DateTimeFormatter.ofPattern(form, Locale.ENGLISH))
        .format(at.atZone(zone));
  }

  private static void onlyFirst(JsonNode list) {
    if (list instanceof ArrayNode array) {
      while (array.size() > 1) {
        array.remove(1);
      }
    }
  }

  private static void set(JsonNode from, Map<String, String> mapping, String name, String value) {
    if (mapping.get(name) != null) {
      set(from, mapping.get(name), value);
    }
  }

  /** Writes a text where a pointer leads, making objects on the way; null takes it away. */
  static void set(JsonNode from, String pointer, String value) {
    JsonPointer to = JsonPointer.compile(pointer);
    if (!(from instanceof ObjectNode object) || to.matches()) {
      return;
    }
    String name = to.last().getMatchingProperty();
    if (value == null) {
      if (from.at(to.head()) instanceof ObjectNode parent) {
        parent.remove(name);
      }
      return;
    }
    (to.head().matches() ? object : object.withObject(to.head())).put(name, value);
  }

  static JsonNode parse(byte[] body) {
    try {
      return Json.parse(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
