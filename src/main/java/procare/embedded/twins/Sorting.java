package procare.embedded.twins;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import procare.Json;

/**
 * What stands for a language model's sorting of a message: the number in it, in figures or as
 * "sixty two", is a glucose value; feet are a topic; for anything else it wants a person.
 */
final class Sorting {
  private static final Pattern NUMBER = Pattern.compile("\\d{2,3}");
  private static final Map<String, Integer> TENS =
      Map.of("forty", 40, "fifty", 50, "sixty", 60, "seventy", 70, "eighty", 80, "ninety", 90);
  private static final Pattern WORDS =
      Pattern.compile("(forty|fifty|sixty|seventy|eighty|ninety)(?: (two|four|six|eight))?");
  private static final Map<String, Integer> ONES =
      Map.of("two", 2, "four", 4, "six", 6, "eight", 8);

  private Sorting() {}

  static String answer(String text) {
    Map<String, Object> answer = new LinkedHashMap<>();
    BigDecimal value = value(text.toLowerCase(java.util.Locale.ROOT));
    boolean feet = text.contains("soles");
    answer.put("intent", value != null ? "GLUCOSE" : feet ? "EDUCATION" : "PERSON");
    answer.put("value", value);
    answer.put("unit", null);
    answer.put("state", null);
    answer.put("topic", value == null && feet ? "foot-care" : null);
    return Json.tree(answer).toString();
  }

  private static BigDecimal value(String text) {
    Matcher words = WORDS.matcher(text);
    if (words.find()) {
      int ones = words.group(2) == null ? 0 : ONES.get(words.group(2));
      return BigDecimal.valueOf(TENS.get(words.group(1)) + ones);
    }
    Matcher number = NUMBER.matcher(text);
    return number.find() ? new BigDecimal(number.group()) : null;
  }
}
