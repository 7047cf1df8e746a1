package procare.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands after the name on the command line: {@code -n 30 --seed 7 --keep 3 9}. */
final class Options {
  private final Map<String, String> named = new HashMap<>();
  private final List<String> rest = new ArrayList<>();

  Options(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.startsWith("-")) {
        boolean valued = i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("-");
        named.put(argument.replaceFirst("^--?", ""), valued ? arguments.get(++i) : "true");
      } else {
        rest.add(argument);
      }
    }
  }

  int number(String name, int otherwise) {
    return named.containsKey(name) ? Integer.parseInt(named.get(name)) : otherwise;
  }

  String text(String name, String otherwise) {
    return named.getOrDefault(name, otherwise);
  }

  boolean has(String name) {
    return named.containsKey(name);
  }

  List<String> rest() {
    return rest;
  }
}
