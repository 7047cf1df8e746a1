package procare.partner.intake;

import static procare.Times.at;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Ids;
import procare.Sql;

/** Documents of partners as rows. */
@Component
class DocumentStore {
  /** A document that was not read yet. */
  record Open(UUID id, String partner, String way, String name, byte[] body, Instant receivedAt) {}

  private final NamedParameterJdbcTemplate jdbc;
  private final String add = Sql.of("partner/document-add");
  private final String conclude = Sql.of("partner/document-conclude");
  private final String file = Sql.of("partner/document-file");
  private final String lock = Sql.of("partner/document-lock");
  private final String waiting = Sql.of("partner/documents-waiting");

  DocumentStore(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** The id of the new row; empty when the partner gave the very same before. */
  Optional<UUID> add(
      String partner, String way, String name, byte[] body, String state, Instant now) {
    UUID id = Ids.next();
    int added =
        jdbc.update(
            add,
            new MapSqlParameterSource("id", id)
                .addValue("partner", partner)
                .addValue("way", way)
                .addValue("name", name)
                .addValue("hash", sha256(body))
                .addValue("body", body)
                .addValue("state", state)
                .addValue("now", at(now)));
    return added == 1 ? Optional.of(id) : Optional.empty();
  }

  void conclude(UUID id, String state, String reason, int reports, Instant now) {
    jdbc.update(
        conclude,
        new MapSqlParameterSource("id", id)
            .addValue("state", state)
            .addValue("reason", reason)
            .addValue("reports", reports)
            .addValue("now", at(now)));
  }

  Optional<byte[]> attachment(String partner, String name) {
    return jdbc
        .query(
            file,
            new MapSqlParameterSource("partner", partner).addValue("name", name),
            (rs, i) -> rs.getBytes(1))
        .stream()
        .findFirst();
  }

  /** A document that waits or could not be read, locked; empty when it was read meanwhile. */
  Optional<Open> lock(UUID id) {
    return jdbc
        .query(
            lock,
            new MapSqlParameterSource("id", id),
            (rs, i) ->
                new Open(
                    rs.getObject("id", UUID.class),
                    rs.getString("partner"),
                    rs.getString("way"),
                    rs.getString("name"),
                    rs.getBytes("body"),
                    rs.getTimestamp("received_at").toInstant()))
        .stream()
        .findFirst();
  }

  List<UUID> waiting(String partner) {
    return jdbc.queryForList(waiting, new MapSqlParameterSource("partner", partner), UUID.class);
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
