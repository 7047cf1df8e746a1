package procare.partner.pack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A YAML file as a JSON tree that remembers where each value was written.
 *
 * @param lines line (from 1) by JSON pointer of every key and item
 */
record PackTree(JsonNode root, Map<String, Integer> lines) {
  /** The line of a value or of the nearest that surrounds it. */
  int line(String pointer) {
    for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
      Integer line = lines.get(at);
      if (line != null) {
        return line;
      }
    }
    return lines.getOrDefault("", 1);
  }

  /** A key as it stands in a JSON pointer (RFC 6901). */
  static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }
}
