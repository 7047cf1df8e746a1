package procare.hl7;

import static procare.Times.at;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;

/** Whose turn it is. All methods work in the transaction of the caller. */
@Component
class Turns {
  private final NamedParameterJdbcTemplate jdbc;
  private final String claim = Sql.of("hl7/claim");
  private final String finish = Sql.of("hl7/finish");
  private final String later = Sql.of("hl7/later");
  private final String again = Sql.of("hl7/again");

  Turns(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param attempts made before
   */
  record Claimed(
      UUID id, long seq, Instant receivedAt, byte[] raw, List<String> flags, int attempts) {}

  /** Locks the next message until the transaction ends. */
  Optional<Claimed> claim(Instant now) {
    return jdbc.query(claim, Map.of("now", at(now)), Turns::row).stream().findFirst();
  }

  /**
   * @param state {@code done} or {@code failed}
   * @param reason of the failure, or null
   * @param applicationAck or null
   */
  void finish(Claimed claimed, String state, String reason, byte[] applicationAck, Instant now) {
    jdbc.update(
        finish,
        new MapSqlParameterSource()
            .addValue("id", claimed.id())
            .addValue("seq", claimed.seq())
            .addValue("state", state)
            .addValue("reason", reason, Types.VARCHAR)
            .addValue("applicationAck", applicationAck, Types.BINARY)
            .addValue("now", at(now)));
  }

  void later(Claimed claimed, Instant dueAt) {
    jdbc.update(later, Map.of("seq", claimed.seq(), "dueAt", at(dueAt)));
  }

  /** False when there is no such message that a person may decide about. */
  boolean again(UUID id, Instant now) {
    Integer count = jdbc.queryForObject(again, Map.of("id", id, "now", at(now)), Integer.class);
    return count != null && count > 0;
  }

  private static Claimed row(ResultSet rs, int index) throws SQLException {
    Array flags = rs.getArray("flags");
    return new Claimed(
        rs.getObject("id", UUID.class),
        rs.getLong("seq"),
        rs.getObject("received_at", OffsetDateTime.class).toInstant(),
        rs.getBytes("raw"),
        List.of((String[]) flags.getArray()),
        rs.getInt("attempts"));
  }
}
