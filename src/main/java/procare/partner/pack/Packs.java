package procare.partner.pack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * The partners of this hub. Readers get one immutable snapshot; a change replaces it as a whole,
 * and what is wrong with one pack touches neither another nor the hub.
 */
@Component
public class Packs implements InitializingBean {
  private static final Logger LOG = LoggerFactory.getLogger(Packs.class);

  private record Snapshot(long revision, SortedMap<String, PackEntry> entries, List<Pack> running) {
    static final Snapshot NONE = new Snapshot(-1, Collections.emptySortedMap(), List.of());
  }

  private final PackStore store;
  private final PackSync sync;
  private final PackProperties settings;
  private final AtomicReference<Snapshot> now = new AtomicReference<>(Snapshot.NONE);
  private final List<PackListener> listeners = new ArrayList<>();

  /** What the listeners run, by name. */
  private final Map<String, Pack> applied = new HashMap<>();

  Packs(PackStore store, PackSync sync, PackProperties settings) {
    this.store = store;
    this.sync = sync;
    this.settings = settings;
  }

  @Override
  public void afterPropertiesSet() {
    sync.takeNew();
    refresh();
    LOG.info("Partner packs: {}", running().stream().map(Pack::name).toList());
  }

  /** The enabled pack of that name. */
  public Optional<Pack> byName(String name) {
    return entry(name).filter(PackEntry::runs).map(PackEntry::pack);
  }

  /** The folder of what is in force under that name; empty when nothing was ever accepted. */
  public Optional<PackFiles> files(String name) {
    return entry(name)
        .filter(entry -> entry.versionId() != 0)
        .map(entry -> store.files(name, entry.versionId()));
  }

  /** All enabled packs by name. */
  public List<Pack> running() {
    return now.get().running();
  }

  /** All enabled packs of a kind. */
  public List<Pack> running(Pack.Kind kind) {
    return running().stream().filter(p -> p.kind() == kind).toList();
  }

  /** The enabled pack whose HL7 v2 messages have these MSH-3 and MSH-4. */
  public Optional<Pack> bySender(String application, String facility) {
    Pack.Sender sender = new Pack.Sender(application, facility);
    return running().stream().filter(p -> sender.equals(p.sender())).findFirst();
  }

  /**
   * The enabled pack that a path belongs to: the part after {@code partners/} is its name, as in
   * {@code /webhooks/partners/city-json-lab/results}.
   */
  public Optional<Pack> byPath(String path) {
    int start = path.indexOf("partners/");
    return start < 0
        ? Optional.empty()
        : byName(path.substring(start + "partners/".length()).replaceAll("[/?].*", ""));
  }

  /** Every pack that was ever loaded, also disabled and refused ones. */
  public Collection<PackEntry> entries() {
    return now.get().entries().values();
  }

  public Optional<PackEntry> entry(String name) {
    return Optional.ofNullable(now.get().entries().get(name));
  }

  /** Looks whether a node changed packs, and follows it. */
  public synchronized void refresh() {
    long revision = store.revision();
    Snapshot before = now.get();
    if (revision == before.revision()) {
      return;
    }
    SortedMap<String, PackEntry> entries = new TreeMap<>();
    for (PackStore.Row row : store.rows()) {
      if (settings.shipped() || !"shipped".equals(row.origin())) {
        entries.put(row.name(), follow(row, before.entries().get(row.name())));
      }
    }
    List<Pack> running =
        entries.values().stream().filter(PackEntry::runs).map(PackEntry::pack).toList();
    now.set(new Snapshot(revision, Collections.unmodifiableSortedMap(entries), running));
  }

  private PackEntry follow(PackStore.Row row, PackEntry before) {
    Pack running = before == null ? null : before.pack();
    if (row.versionId() == 0) {
      return entry(row, "refused", null, 0, row.refused());
    }
    try {
      Pack pack = running;
      if (before == null || before.versionId() != row.versionId() || running == null) {
        pack = PackReader.read(store.files(row.name(), row.versionId()));
      }
      apply(row.name(), row.state().equals("enabled") ? pack : null);
      return entry(row, row.state(), pack, row.versionId(), row.refused());
    } catch (PackRefused e) {
      LOG.error("Partner pack {} cannot run on this node: {}", row.name(), e.getMessage());
      // With the version that does run, so that the next change tries again.
      return running == null
          ? entry(row, "refused", null, 0, e.problems())
          : entry(row, row.state(), running, before.versionId(), e.problems());
    }
  }

  private static PackEntry entry(
      PackStore.Row row, String state, Pack pack, long versionId, List<PackProblem> refused) {
    return new PackEntry(
        row.name(),
        state,
        pack,
        versionId,
        row.origin(),
        refused,
        row.reason(),
        row.changedAt().toInstant(),
        row.changedBy());
  }

  /**
   * Runs a pack (or none, when null) on this node, before it is in force everywhere.
   *
   * @throws PackRefused when it cannot run; what ran before runs on
   */
  synchronized void apply(String name, Pack next) throws PackRefused {
    Pack before = applied.get(name);
    String hash = before == null ? "" : before.hash();
    if (hash.equals(next == null ? "" : next.hash())) {
      return;
    }
    List<PackListener> done = new ArrayList<>();
    for (PackListener listener : listeners) {
      try {
        listener.change(before, next);
        done.add(listener);
      } catch (PackRefused e) {
        for (PackListener undo : done) {
          undo.change(next, before);
        }
        throw e;
      }
    }
    if (next == null) {
      applied.remove(name);
    } else {
      applied.put(name, next);
    }
  }

  /** What runs on this node under that name, or null. */
  synchronized Pack applied(String name) {
    return applied.get(name);
  }

  /** Adds a listener and tells it of every pack that runs already. */
  public synchronized void listen(PackListener listener) {
    listeners.add(listener);
    for (Pack pack : List.copyOf(applied.values())) {
      try {
        listener.change(null, pack);
      } catch (PackRefused e) {
        LOG.error("Partner pack {} cannot run on this node: {}", pack.name(), e.getMessage());
      }
    }
  }
}
