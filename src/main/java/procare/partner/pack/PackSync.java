package procare.partner.pack;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * At start, takes content that no node ever saw. What was seen before is left as the database has
 * it, so a rolled-back pack stays rolled back, and an old node that starts late changes nothing.
 */
@Component
class PackSync {
  private static final Logger LOG = LoggerFactory.getLogger(PackSync.class);

  /** Who changed a pack that nobody changed. */
  static final String ACTOR = "start";

  private final PackSources sources;
  private final PackStore store;
  private final PackEvents events;
  private final TransactionTemplate transaction;

  PackSync(
      PackSources sources, PackStore store, PackEvents events, TransactionTemplate transaction) {
    this.sources = sources;
    this.store = store;
    this.events = events;
    this.transaction = transaction;
  }

  void takeNew() {
    Collection<PackSources.Source> found = sources.all().values();
    if (unseen(found).isEmpty()) {
      return;
    }
    transaction.executeWithoutResult(
        status -> {
          store.lock();
          Map<String, Pack> inForce = inForce();
          List<PackSources.Source> fresh = unseen(found);
          fresh.forEach(source -> take(source, inForce));
          if (!fresh.isEmpty()) {
            store.bump();
          }
        });
  }

  private List<PackSources.Source> unseen(Collection<PackSources.Source> found) {
    Map<String, Set<String>> known = store.known();
    return found.stream()
        .filter(s -> !known.getOrDefault(s.name(), Set.of()).contains(s.hash()))
        .toList();
  }

  private void take(PackSources.Source source, Map<String, Pack> inForce) {
    try {
      Pack pack = source.read();
      Neighbours.check(pack, inForce.values());
      store.accept(source, pack, "loaded", ACTOR);
      inForce.put(pack.name(), pack);
      events.changed(pack.name(), pack.version(), "loaded", ACTOR);
    } catch (PackRefused e) {
      LOG.error("Partner pack {} is refused: {}", source.name(), e.getMessage());
      store.refuse(source, e, ACTOR);
      events.changed(source.name(), null, "refused", ACTOR);
    }
  }

  private Map<String, Pack> inForce() {
    Map<String, Pack> packs = new TreeMap<>();
    for (PackStore.Row row : store.rows()) {
      if (row.versionId() > 0) {
        try {
          packs.put(row.name(), PackReader.read(store.files(row.name(), row.versionId())));
        } catch (PackRefused e) {
          LOG.warn("Partner pack {} does not fit this version of the hub", row.name());
        }
      }
    }
    return packs;
  }
}
