package procare.partner.pack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import procare.TestDatabase;
import procare.event.Outbox;
import procare.event.RelaySignal;

/** One node's packs on the test database; several share it as nodes do. */
final class PackNode {
  final Packs packs;
  final PackDesk desk;
  final PackStore store;
  final PackHearing hearing;

  /** A node whose operator keeps packs in {@code folder}. */
  PackNode(Path folder, boolean shipped, Clock clock) {
    NamedParameterJdbcTemplate jdbc = new NamedParameterJdbcTemplate(TestDatabase.jdbc());
    TransactionTemplate transaction = new TransactionTemplate(TestDatabase.transactions());
    PackProperties settings =
        new PackProperties(
            folder.toString(),
            shipped,
            Duration.ofSeconds(1),
            Duration.ofDays(1),
            Duration.ofSeconds(30));
    PackSources sources = new PackSources(folder, shipped);
    store = new PackStore(jdbc, clock);
    PackEvents events = new PackEvents(new Outbox(jdbc, new RelaySignal()), clock);
    packs = new Packs(store, new PackSync(sources, store, events, transaction), settings);
    desk = new PackDesk(packs, sources, store, events, transaction);
    hearing = new PackHearing(packs, jdbc, events, transaction, clock);
  }

  PackNode start() {
    packs.afterPropertiesSet();
    return this;
  }

  static void empty() {
    TestDatabase.jdbc()
        .execute("truncate partner_pack, partner_pack_version, partner_heard, outbox, event_log");
  }

  static void put(Path folder, PackFiles files) {
    files.files().forEach((path, bytes) -> put(folder.resolve(files.name()).resolve(path), bytes));
  }

  static void put(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void nobody(String change, Map<String, ?> detail) {}
}
