package procare.media;

import static procare.Times.at;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;
import procare.operations.RetentionProperties;
import procare.operations.Sweep;
import procare.operations.TimeIds;

/**
 * Removes old objects by night: first the object, then what the row says of it. Cut off between the
 * two, the next night removes the object once more, which is no error. The row stays as {@code
 * SWEPT} as long as its message does, so that who asks learns that there was something.
 */
@Component
class MediaSweep implements Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(MediaSweep.class);

  private record Old(UUID id, Instant createdAt) {}

  private static final int TURN = 100;
  private final NamedParameterJdbcTemplate jdbc;
  private final ObjectStore store;
  private final String old = Sql.of("media/old");
  private final String swept = Sql.of("media/swept");
  private final String remove = Sql.of("media/remove");

  MediaSweep(NamedParameterJdbcTemplate jdbc, ObjectStore store) {
    this.jdbc = jdbc;
    this.store = store;
  }

  @Override
  public Map<String, Long> run(RetentionProperties keep, Instant now) {
    return Map.of(
        "object",
        objects(now.minus(keep.media())),
        "media_object",
        rows(now.minus(keep.messages())));
  }

  private long objects(Instant before) {
    long removed = 0;
    List<Old> turn;
    UUID after = new UUID(0, 0);
    do {
      turn =
          jdbc.query(
              old,
              Map.of("after", after, "before", at(before), "limit", TURN),
              (row, number) ->
                  new Old(
                      row.getObject("id", UUID.class),
                      row.getObject("created_at", OffsetDateTime.class).toInstant()));
      if (turn.isEmpty()) {
        break;
      }
      try {
        for (Old object : turn) {
          // By the key that every try uses, so that one cut off after its write leaves nothing.
          store.delete(MediaKeeper.key(object.createdAt(), object.id()));
        }
      } catch (IOException e) {
        LOG.warn("The object store removes nothing tonight: {}", e.getMessage());
        break;
      }
      jdbc.update(swept, Map.of("ids", turn.stream().map(Old::id).toList()));
      removed += turn.size();
      after = turn.get(turn.size() - 1).id();
    } while (turn.size() == TURN);
    return removed;
  }

  private long rows(Instant before) {
    long removed = 0;
    int last;
    do {
      last =
          jdbc.update(
              remove,
              new MapSqlParameterSource()
                  .addValue("before", at(before))
                  .addValue("oldest", TimeIds.from(before))
                  .addValue("limit", TURN));
      removed += last;
    } while (last == TURN);
    return removed;
  }
}
