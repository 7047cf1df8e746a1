package procare.partner.reading;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import procare.Json;
import procare.lab.LabDocument;
import procare.lab.LabReport;
import procare.lab.LabResult;
import procare.partner.pack.Pack;

/** Reports in a partner's own JSON, by the JSON pointers (RFC 6901) of its pack. */
final class JsonReports {
  private final Pack.Results mapping;
  private final Fields fields;
  private final String messageId;

  JsonReports(Pack pack, String messageId) {
    this.mapping = pack.results();
    this.fields = new Fields(pack);
    this.messageId = messageId;
  }

  List<LabReport> read(byte[] body) throws UnreadableDocument {
    JsonNode root = parse(body);
    JsonNode found = root.at(mapping.reports());
    if (found.isMissingNode()) {
      throw new UnreadableDocument(mapping.reports(), "is not there (results.reports)");
    }
    List<LabReport> reports = new ArrayList<>();
    if (found.isArray()) {
      for (int i = 0; i < found.size(); i++) {
        reports.add(report(found.get(i), mapping.reports() + "/" + i));
      }
    } else {
      reports.add(report(found, mapping.reports()));
    }
    return reports;
  }

  /**
   * Where polling goes on.
   *
   * @return the pack's cursor in this answer, or null when it names none or none came
   */
  static String next(Pack pack, byte[] body) throws UnreadableDocument {
    Pack.Cursor cursor = pack.results().cursor();
    return cursor == null || cursor.next() == null ? null : text(parse(body).at(cursor.next()));
  }

  private static JsonNode parse(byte[] body) throws UnreadableDocument {
    try {
      return Json.parse(body);
    } catch (IOException e) {
      throw new UnreadableDocument("", "is no JSON");
    }
  }

  private LabReport report(JsonNode node, String place) throws UnreadableDocument {
    if (!node.isObject()) {
      throw new UnreadableDocument(place, "must be an object, one report");
    }
    LabReport report =
        fields.report(
            look(node, mapping.report()),
            fields.person(look(node, mapping.person()), place),
            messageId,
            place);
    List<LabResult> results = new ArrayList<>();
    if (mapping.items() != null) {
      JsonNode items = node.at(mapping.items());
      if (!items.isArray() && !items.isMissingNode() && !items.isNull()) {
        throw new UnreadableDocument(place + mapping.items(), "must be a list of results");
      }
      for (int i = 0; i < items.size(); i++) {
        String at = place + mapping.items() + "/" + i;
        results.add(fields.result(look(items.get(i), mapping.item()), report, at));
      }
    }
    return Fields.with(report, results, documents(look(node, mapping.document()), place));
  }

  private static UnaryOperator<String> look(JsonNode node, Map<String, String> pointers) {
    return name -> pointers.containsKey(name) ? text(node.at(pointers.get(name))) : null;
  }

  /** A number keeps its digits; objects and lists are no values. */
  private static String text(JsonNode node) {
    if (node.isNumber()) {
      return node.decimalValue().toPlainString();
    }
    String text = node.isValueNode() && !node.isNull() ? node.asText().strip() : "";
    return text.isEmpty() ? null : text;
  }

  private static List<LabDocument> documents(UnaryOperator<String> look, String place)
      throws UnreadableDocument {
    String url = look.apply("url");
    String content = look.apply("content");
    if (url == null && content == null) {
      return List.of();
    }
    byte[] bytes = null;
    if (content != null) {
      try {
        bytes = Base64.getMimeDecoder().decode(content);
      } catch (IllegalArgumentException e) {
        throw new UnreadableDocument(place, "has a document that is no Base64");
      }
    }
    return List.of(
        new LabDocument(bytes == null ? null : "application/pdf", look.apply("title"), bytes, url));
  }
}
