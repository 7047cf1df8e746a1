package procare;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.RowMapper;

/**
 * Rows as ordered maps by column alias, for answers: times as {@link java.time.Instant}, dates and
 * types that only PostgreSQL has as text, nulls left out.
 */
public final class Rows {
  public static final RowMapper<Map<String, Object>> MAPPER = Rows::row;

  private Rows() {}

  private static Map<String, Object> row(ResultSet rs, int number) throws SQLException {
    ResultSetMetaData columns = rs.getMetaData();
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      Object value = value(rs, columns.getColumnType(i), i);
      if (value != null) {
        row.put(columns.getColumnLabel(i), value);
      }
    }
    return row;
  }

  private static Object value(ResultSet rs, int type, int column) throws SQLException {
    if (type == Types.TIMESTAMP || type == Types.TIMESTAMP_WITH_TIMEZONE) {
      OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
      return time == null ? null : time.toInstant();
    }
    Object value = rs.getObject(column);
    if (value instanceof Timestamp t) {
      return t.toInstant();
    }
    if (value instanceof java.sql.Date date) {
      return date.toLocalDate().toString();
    }
    return value instanceof org.postgresql.util.PGobject p ? p.getValue() : value;
  }
}
