package procare.embedded.twins;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;

/** Reads what {@code POST /twins/{name}/faults} was sent. */
final class FaultForm {
  static final Set<String> COMMON = Set.of("ok", "slow", "error", "down", "garbage");
  private static final Set<String> FIELDS =
      Set.of("mode", "status", "delayMs", "count", "retryAfter");
  private static final int SLOW_MS = 5_000;
  private static final int MAX_DELAY_MS = 600_000;
  private static final int MAX_COUNT = 1_000_000;

  private FaultForm() {}

  /**
   * @throws BadTwinRequest when a field is unknown, missing, of a wrong type or out of range
   */
  static Fault read(JsonNode body, Set<String> own) {
    if (!body.isObject()) {
      throw new BadTwinRequest("send a JSON object such as {\"mode\":\"slow\",\"delayMs\":5000}");
    }
    for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw new BadTwinRequest("unknown field '" + name + "'; known: " + new TreeSet<>(FIELDS));
      }
    }
    Set<String> modes = new TreeSet<>(COMMON);
    modes.addAll(own);
    String mode = body.path("mode").asText("");
    if (!body.path("mode").isTextual() || !modes.contains(mode)) {
      throw new BadTwinRequest("mode must be one of " + modes);
    }
    Integer delay = number(body, "delayMs", 0, MAX_DELAY_MS);
    Integer status = number(body, "status", 400, 599);
    return new Fault(
        mode,
        status == null ? Fault.NONE.status() : status,
        delay != null ? delay : "slow".equals(mode) ? SLOW_MS : 0,
        number(body, "count", 1, MAX_COUNT),
        number(body, "retryAfter", 0, MAX_DELAY_MS));
  }

  private static Integer number(JsonNode body, String name, int least, int most) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
      throw new BadTwinRequest(name + " must be a whole number from " + least + " to " + most);
    }
    return value.intValue();
  }
}
