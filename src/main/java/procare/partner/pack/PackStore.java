package procare.partner.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Json;
import procare.Sql;

/** Packs in the database: what all nodes agree on. The caller holds the transaction. */
@Component
class PackStore {
  /** A row of {@code partner_pack}; {@code versionId} is 0 when nothing was ever accepted. */
  record Row(
      String name,
      long versionId,
      String version,
      String origin,
      String state,
      List<PackProblem> refused,
      String reason,
      OffsetDateTime changedAt,
      String changedBy) {}

  /** An accepted content. */
  record Version(long id, String version, PackFiles files) {}

  private final NamedParameterJdbcTemplate jdbc;
  private final Clock clock;
  private final String current = Sql.of("partner/current");
  private final String files = Sql.of("partner/files");
  private final String add = Sql.of("partner/add");
  private final String accept = Sql.of("partner/accept");
  private final String refuse = Sql.of("partner/refuse");

  PackStore(NamedParameterJdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Waits for whoever changes packs now; to be called first in every changing transaction. */
  void lock() {
    jdbc.queryForObject(Sql.of("partner/lock"), Map.of(), Long.class);
  }

  /** Tells all nodes to look. */
  void bump() {
    jdbc.update(Sql.of("partner/bump"), Map.of());
  }

  long revision() {
    Long revision =
        jdbc.queryForObject("select revision from partner_pack_revision", Map.of(), Long.class);
    return revision == null ? 0 : revision;
  }

  List<Row> rows() {
    return jdbc.query(
        current,
        (rs, n) ->
            new Row(
                rs.getString("name"),
                rs.getLong("version_id"),
                rs.getString("version"),
                rs.getString("origin"),
                rs.getString("state"),
                problems(rs.getString("refused")),
                rs.getString("reason"),
                rs.getObject("changed_at", OffsetDateTime.class),
                rs.getString("changed_by")));
  }

  PackFiles files(String name, long id) {
    return PackFiles.unzip(name, jdbc.queryForObject(files, Map.of("id", id), byte[].class));
  }

  /** Hashes of everything that was ever loaded, by name. */
  Map<String, Set<String>> known() {
    Map<String, Set<String>> known = new HashMap<>();
    jdbc.query(
        Sql.of("partner/known"),
        rs -> {
          known.computeIfAbsent(rs.getString(1), n -> new HashSet<>()).add(rs.getString(2));
        });
    return known;
  }

  /** Puts content in force. */
  void accept(PackSources.Source source, Pack pack, String reason, String by) {
    Long id =
        jdbc.queryForObject(
            add,
            version(source, pack.version(), by)
                .addValue("files", source.files().zip())
                .addValue("problems", null),
            Long.class);
    putInForce(pack.name(), id, reason, by);
    jdbc.update(Sql.of("partner/prune"), Map.of("name", pack.name()));
  }

  void putInForce(String name, long id, String reason, String by) {
    jdbc.update(accept, by(name, by).addValue("id", id).addValue("reason", reason));
  }

  /** Remembers why content was not taken; what is in force stays. */
  void refuse(PackSources.Source source, PackRefused refused, String by) {
    String problems = Json.write(refused.problems());
    jdbc.queryForObject(
        add,
        version(source, null, by).addValue("files", null).addValue("problems", problems),
        Long.class);
    jdbc.update(refuse, by(source.name(), by).addValue("problems", problems));
  }

  /** True when the state was another before. */
  boolean switchTo(String name, String state, String by) {
    return jdbc.update(Sql.of("partner/switch"), by(name, by).addValue("state", state)) > 0;
  }

  /** The last accepted content that was loaded before the one in force and differs from it. */
  Optional<Version> previous(String name) {
    return jdbc
        .query(
            Sql.of("partner/previous"),
            Map.of("name", name),
            (rs, n) ->
                new Version(
                    rs.getLong("id"),
                    rs.getString("version"),
                    PackFiles.unzip(name, rs.getBytes("files"))))
        .stream()
        .findFirst();
  }

  List<Map<String, Object>> history(String name) {
    return jdbc.queryForList(Sql.of("partner/history"), Map.of("name", name));
  }

  private MapSqlParameterSource version(PackSources.Source source, String version, String by) {
    return by(source.name(), by)
        .addValue("version", version)
        .addValue("hash", source.hash())
        .addValue("origin", source.origin());
  }

  private MapSqlParameterSource by(String name, String by) {
    return new MapSqlParameterSource("name", name)
        .addValue("by", by)
        .addValue("at", clock.instant().atOffset(ZoneOffset.UTC));
  }

  private static List<PackProblem> problems(String json) {
    try {
      return json == null
          ? List.of()
          : Json.MAPPER.readValue(json, new TypeReference<List<PackProblem>>() {});
    } catch (JsonProcessingException e) {
      return List.of(new PackProblem("partner_pack", 0, "problems cannot be read", "reload it"));
    }
  }
}
