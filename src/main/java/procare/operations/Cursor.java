package procare.operations;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import procare.api.ApiProblem;

/**
 * Where the page before ended. Opaque to callers; a page that starts after a key costs the same
 * however deep it lies.
 *
 * @param at time of the last row, or null where ids alone order the list
 * @param id id of the last row
 */
record Cursor(Instant at, UUID id) {
  private static final char SEPARATOR = '|';

  /**
   * @throws ApiProblem 400 when it is none that the hub made
   */
  static Cursor parse(String next) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(next), StandardCharsets.UTF_8);
      int cut = plain.indexOf(SEPARATOR);
      return new Cursor(
          cut <= 0 ? null : Instant.parse(plain.substring(0, cut)),
          UUID.fromString(plain.substring(cut + 1)));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw ApiProblem.field(
          "next", "is no mark of this list", "send the next of the page before, unchanged");
    }
  }

  String print() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            ((at == null ? "" : at.toString()) + SEPARATOR + id).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The page as the contract has it, from one row more than was asked for.
   *
   * @param timeColumn alias of the time that orders the list, or null
   */
  static Map<String, Object> page(List<Map<String, Object>> rows, int limit, String timeColumn) {
    List<Map<String, Object>> items = rows.size() > limit ? rows.subList(0, limit) : rows;
    Map<String, Object> page = new java.util.LinkedHashMap<>();
    page.put("items", items);
    page.put("next", null);
    if (rows.size() > limit) {
      Map<String, Object> last = items.get(limit - 1);
      Instant at = timeColumn == null ? null : (Instant) last.get(timeColumn);
      page.put("next", new Cursor(at, (UUID) last.get("id")).print());
    }
    return page;
  }
}
