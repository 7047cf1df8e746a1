package procare.conversation;

import java.util.ArrayList;
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
