package procare.partner.grade;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import procare.Json;
import procare.partner.pack.Pack;
import procare.partner.pack.PackFiles;

/**
 * What a grade is judged by.
 *
 * @param cases the kit's cases by id: true when it holds; the case about the grade itself is not
 *     among them
 */
public record Evidence(Pack pack, PackFiles files, SortedMap<String, Boolean> cases) {
  private static final String EXPECTED = ".expected.json";

  Finding cases(Rule rule) {
    List<String> failed = new ArrayList<>();
    boolean any = false;
    for (String id : cases.keySet()) {
      if (rule.covers(id)) {
        any = true;
        if (!cases.get(id)) {
          failed.add(id);
        }
      }
    }
    if (!any) {
      return Finding.NOT_FOR_IT;
    }
    return Finding.unless(failed.isEmpty(), "failed: " + String.join(", ", failed));
  }

  boolean lab() {
    return pack.kind() == Pack.Kind.LAB;
  }

  String readme() {
    byte[] bytes = files.bytes("README.md");
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * What the samples become, in the order of their names; that they do is another rule's matter.
   */
  List<JsonNode> expected() {
    List<JsonNode> all = new ArrayList<>();
    files
        .files()
        .forEach(
            (path, bytes) -> {
              if (path.startsWith("samples/")
                  && !path.startsWith("samples/attachments/")
                  && path.endsWith(EXPECTED)) {
                try {
                  all.add(Json.parse(bytes));
                } catch (IOException e) {
                  throw new IllegalArgumentException(path + " is no JSON", e);
                }
              }
            });
    return all;
  }

  /** Reports of a laboratory's samples. */
  List<JsonNode> reports() {
    List<JsonNode> all = new ArrayList<>();
    expected().forEach(sample -> sample.forEach(all::add));
    return all;
  }

  /** Results of a laboratory's samples. */
  List<JsonNode> results() {
    List<JsonNode> all = new ArrayList<>();
    reports().forEach(report -> report.path("results").forEach(all::add));
    return all;
  }
}
