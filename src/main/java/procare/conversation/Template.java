package procare.conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with parameters in braces, taken apart once. Odd parts are parameter names. */
record Template(List<String> parts) {
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  static Template of(String text) {
    List<String> parts = new ArrayList<>();
    Matcher matcher = PARAMETER.matcher(text);
    int end = 0;
    while (matcher.find()) {
      parts.add(text.substring(end, matcher.start()));
      parts.add(matcher.group(1));
      end = matcher.end();
    }
    parts.add(text.substring(end));
    return new Template(List.copyOf(parts));
  }

  Set<String> parameters() {
    Set<String> names = new HashSet<>();
    for (int i = 1; i < parts.size(); i += 2) {
      names.add(parts.get(i));
    }
    return names;
  }

  boolean blank() {
    return parts.size() == 1 && parts.get(0).isBlank();
  }

  /**
   * Reads the values back from a text that was rendered from this template; more may follow it
   * after a blank.
   *
   * @return null when the text is no rendering of it
   */
  Map<String, String> values(String text) {
    StringBuilder pattern = new StringBuilder();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      if (i % 2 == 0) {
        pattern.append(Pattern.quote(parts.get(i)));
      } else if (names.contains(parts.get(i))) {
        pattern.append('\\').append(names.indexOf(parts.get(i)) + 1);
      } else {
        names.add(parts.get(i));
        pattern.append("(.*?)");
      }
    }
    Matcher found = Pattern.compile(pattern + "(?:$| .*)", Pattern.DOTALL).matcher(text);
    if (!found.matches()) {
      return null;
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), found.group(i + 1));
    }
    return values;
  }

  /** Values are inserted as they are and never read as parameters themselves. */
  String render(String key, Map<String, ?> values) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      if (i % 2 == 0) {
        text.append(parts.get(i));
        continue;
      }
      Object value = values.get(parts.get(i));
      if (value == null) {
        throw new IllegalArgumentException("text " + key + " needs {" + parts.get(i) + "}");
      }
      text.append(value);
    }
    return text.toString();
  }
}
