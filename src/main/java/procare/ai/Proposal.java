package procare.ai;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import procare.Json;
import procare.glucose.GlucoseUnit;

/**
 * What a language model thinks a message says. Never more than a proposal: a value is stored only
 * after the patient confirmed it.
 *
 * @param value as written, or null
 * @param unit {@code mg/dL}, {@code mmol/L} or null
 * @param state situation such as {@code FASTING}, or null
 * @param topic id of a text of the library, or null
 */
public record Proposal(Intent intent, BigDecimal value, String unit, String state, String topic) {
  static final List<String> UNITS = List.of("mg/dL", "mmol/L");
  static final List<String> STATES =
      List.of("FASTING", "BEFORE_MEAL", "AFTER_MEAL", "BEDTIME", "NIGHT", "RANDOM");
  private static final Set<String> FIELDS = Set.of("intent", "value", "unit", "state", "topic");
  private static final Pattern FIGURE = Pattern.compile("\\d+(?:[.,]\\d+)?");

  /** The closed list. */
  public enum Intent {
    GLUCOSE,
    LOW_FEELING,
    MEDICATION,
    EDUCATION,
    HELP,
    PERSON,
    NOTHING
  }

  /** Why an answer cannot be used. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
      super(reason);
    }
  }

  /**
   * Reads an answer strictly: every field, no other, nothing outside the lists, no number that the
   * patient did not write.
   *
   * @param text what the patient wrote
   * @param topics ids that are allowed
   * @throws Refused naming what is wrong, without words of the answer
   */
  static Proposal read(String answer, String text, List<String> topics) throws Refused {
    JsonNode json;
    try {
      json = Json.parse(answer.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Refused("no JSON");
    }
    if (json == null || !json.isObject()) {
      throw new Refused("no object");
    }
    Set<String> names = new TreeSet<>();
    json.fieldNames().forEachRemaining(names::add);
    if (!names.equals(FIELDS)) {
      throw new Refused("other fields than those asked for");
    }
    Intent intent =
        Arrays.stream(Intent.values())
            .filter(i -> i.name().equals(json.get("intent").asText()))
            .findFirst()
            .orElseThrow(() -> new Refused("an intent outside the list"));
    String unit = choice(json.get("unit"), UNITS, "unit");
    String state = choice(json.get("state"), STATES, "state");
    String topic = choice(json.get("topic"), topics, "topic");
    if (intent == Intent.EDUCATION && topic == null) {
      throw new Refused("education without topic");
    }
    if (intent != Intent.GLUCOSE) {
      return new Proposal(intent, null, null, null, intent == Intent.EDUCATION ? topic : null);
    }
    return new Proposal(intent, value(json.get("value"), unit, text), unit, state, null);
  }

  private static BigDecimal value(JsonNode node, String unit, String text) throws Refused {
    if (!node.isNumber()) {
      throw new Refused("glucose without value");
    }
    BigDecimal value = node.decimalValue().stripTrailingZeros();
    BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
    boolean plausible =
        unit == null
            ? Arrays.stream(GlucoseUnit.values()).anyMatch(u -> u.plausible(plain))
            : GlucoseUnit.find(unit).orElseThrow().plausible(plain);
    if (!plausible || plain.scale() > 1) {
      throw new Refused("a value that no person can have");
    }
    List<BigDecimal> written =
        FIGURE
            .matcher(String.join(" ", figures(text)))
            .results()
            .map(m -> new BigDecimal(m.group().replace(',', '.')))
            .toList();
    if (!written.isEmpty() && written.stream().noneMatch(w -> w.compareTo(plain) == 0)) {
      throw new Refused("a number that was not written");
    }
    return plain;
  }

  /** The figures of a text in ASCII digits, decimals kept together. */
  private static List<String> figures(String text) {
    StringBuilder ascii = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
                ascii.append(Character.digit(c, 10));
              } else {
                ascii.appendCodePoint(c == ',' || c == '.' ? c : ' ');
              }
            });
    return List.of(ascii.toString());
  }

  private static String choice(JsonNode node, List<String> allowed, String name) throws Refused {
    if (node.isNull()) {
      return null;
    }
    if (!node.isTextual() || !allowed.contains(node.asText())) {
      throw new Refused("a " + name + " outside the list");
    }
    return node.asText();
  }
}
