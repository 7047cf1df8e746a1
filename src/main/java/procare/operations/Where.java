package procare.operations;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * The conditions of one query. Conditions are constants of the code; what a caller sent travels as
 * a named parameter only.
 */
final class Where {
  private final List<String> conditions = new ArrayList<>();
  private final MapSqlParameterSource values = new MapSqlParameterSource();

  Where and(String condition) {
    conditions.add(condition);
    return this;
  }

  Where and(String condition, String name, Object value) {
    values.addValue(name, value);
    return and(condition);
  }

  Where with(String name, Object value) {
    values.addValue(name, value);
    return this;
  }

  boolean isEmpty() {
    return conditions.isEmpty();
  }

  /** The statement with {@code {where}} filled in. */
  String in(String statement) {
    return statement.replace(
        "{where}", conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions));
  }

  MapSqlParameterSource values() {
    return values;
  }
}
