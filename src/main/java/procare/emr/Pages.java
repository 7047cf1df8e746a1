package procare.emr;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import procare.api.ApiProblem;
import procare.api.ApiRequest;

/** Lists by id: {@code limit} and {@code next} of the contract. */
final class Pages {
  private static final int DEFAULT_LIMIT = 50;

  private Pages() {}

  static int limit(ApiRequest request) {
    return request.param("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
  }

  /** Where the page before ended, or null for the first page. */
  static UUID place(ApiRequest request) {
    try {
      return request.param("next").map(UUID::fromString).orElse(null);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.field("next", "is no place in this list", "send the next of a page");
    }
  }

  /**
   * @param rows one more than {@code limit} when there is a next page
   * @param shown what the caller sees of a row; null when it is not theirs to see
   */
  static <T> Map<String, Object> page(
      List<T> rows, int limit, Function<T, UUID> id, Function<T, Map<String, Object>> shown) {
    List<T> items = rows.size() > limit ? rows.subList(0, limit) : rows;
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("items", items.stream().map(shown).filter(Objects::nonNull).toList());
    page.put("next", rows.size() > limit ? id.apply(items.get(limit - 1)).toString() : null);
    return page;
  }

  static String phone(String digits) {
    return digits.length() < 5 ? "***" : "***" + digits.substring(digits.length() - 4);
  }
}
