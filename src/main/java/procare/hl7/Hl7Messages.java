package procare.hl7;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.GroupCommit;
import procare.Sql;
import procare.event.Outbox;

/**
 * Keeps messages exactly as they came, each once, together with the event that tells of it. What
 * several connections bring at the same moment shares one statement and one commit. Only after that
 * commit may a message be acknowledged.
 */
@Component
public class Hl7Messages {
  private static final int MOST_TOGETHER = 64;

  private final NamedParameterJdbcTemplate jdbc;
  private final Outbox outbox;
  private final Clock clock;
  private final ReceptionSignal reception;
  private final String store = Sql.of("hl7/store");
  private final String first = Sql.of("hl7/first");
  private final Executor committer = committer();
  private final GroupCommit<Item, Kept> together = new GroupCommit<>(MOST_TOGETHER, 1, this::write);

  Hl7Messages(
      NamedParameterJdbcTemplate jdbc, Outbox outbox, Clock clock, ReceptionSignal reception) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.clock = clock;
    this.reception = reception;
  }

  /** What became of a message when it was to be stored. */
  public enum Kept {
    /** It is new. */
    STORED,
    /** It was stored before, and gets the answer that it got then. */
    DUPLICATE,
    /** Its control id was used before for other content; a person must look. */
    CONFLICT
  }

  private record Item(Incoming incoming, String origin) {}

  /**
   * Stores a message; returns once it is committed.
   *
   * @param origin where it came from, such as the sender's address
   * @throws DataIntegrityViolationException when the database cannot hold it, however often it is
   *     tried
   * @throws TransientDataAccessResourceException when the database is away
   */
  public Kept store(Incoming incoming, String origin) {
    return together.store(new Item(incoming, origin));
  }

  /**
   * The same without a thread that waits; completes on the committing thread, which has no time to
   * lose.
   */
  public CompletableFuture<Kept> storeLater(Incoming incoming, String origin) {
    return together.store(new Item(incoming, origin), committer);
  }

  /** One thread, which goes when there is nothing to do. */
  private static Executor committer() {
    ThreadPoolExecutor thread =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread daemon = new Thread(task, "hl7-committer");
              daemon.setDaemon(true);
              return daemon;
            });
    thread.allowCoreThreadTimeOut(true);
    return thread;
  }

  private List<Kept> write(List<Item> items) {
    try {
      return stored(items);
    } catch (DataIntegrityViolationException e) {
      throw e;
    } catch (DataAccessException e) {
      // Also what Spring calls permanent, such as no connection: the sender waits until it is over.
      throw new TransientDataAccessResourceException("messages cannot be stored", e);
    }
  }

  private List<Kept> stored(List<Item> items) {
    Instant now = clock.instant();
    List<MessageRow> rows =
        items.stream().map(i -> MessageRow.of(i.incoming(), i.origin(), now)).toList();
    Set<UUID> fresh = insert(rows);
    List<Kept> kept = new ArrayList<>(rows.size());
    for (MessageRow row : rows) {
      kept.add(fresh.contains(row.id()) ? Kept.STORED : again(row));
    }
    if (kept.contains(Kept.STORED)) {
      reception.wake();
    }
    return kept;
  }

  /** Ids of those that were not there before. */
  private Set<UUID> insert(List<MessageRow> rows) {
    Set<UUID> fresh =
        new HashSet<>(
            jdbc.query(
                store, MessageRow.parameters(rows), (rs, i) -> rs.getObject("id", UUID.class)));
    if (!fresh.isEmpty()) {
      outbox.wakeAfterCommit(false);
    }
    return fresh;
  }

  private Kept again(MessageRow row) {
    Incoming incoming = row.incoming();
    if (!incoming.verdict().accepted()) {
      return Kept.DUPLICATE;
    }
    List<byte[]> hashes =
        jdbc.query(
            first,
            new MapSqlParameterSource()
                .addValue("controlId", incoming.controlId())
                .addValue("facility", incoming.facility())
                .addValue("partner", MessageRow.partner(incoming)),
            (rs, i) -> rs.getBytes("body_hash"));
    if (hashes.stream().anyMatch(hash -> Arrays.equals(hash, incoming.bodyHash()))) {
      return Kept.DUPLICATE;
    }
    return insert(List.of(MessageRow.conflict(incoming, row.origin(), row.at()))).isEmpty()
        ? Kept.DUPLICATE
        : Kept.CONFLICT;
  }
}
