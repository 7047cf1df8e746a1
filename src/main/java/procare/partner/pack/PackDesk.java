package procare.partner.pack;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import procare.api.ApiProblem;

/**
 * Where packs are changed while the hub runs. A change is tried on this node, then written for all;
 * every other node follows within {@code procare.partners.poll}.
 */
@Component
public class PackDesk {
  private static final Logger LOG = LoggerFactory.getLogger(PackDesk.class);
  private final Packs packs;
  private final PackSources sources;
  private final PackStore store;
  private final PackEvents events;
  private final TransactionTemplate transaction;

  /** What else belongs into the transaction of a change, such as its audit entry. */
  @FunctionalInterface
  public interface Witness {
    void record(String change, Map<String, ?> detail);
  }

  PackDesk(
      Packs packs,
      PackSources sources,
      PackStore store,
      PackEvents events,
      TransactionTemplate transaction) {
    this.packs = packs;
    this.sources = sources;
    this.store = store;
    this.events = events;
    this.transaction = transaction;
  }

  /**
   * Reads the pack's folder again and puts it in force.
   *
   * @throws PackRefused when it is bad: the version in force stays, and the reason is stored
   * @throws ApiProblem 404 when there is no such folder
   */
  public void reload(String name, String by, Witness witness) throws PackRefused {
    PackSources.Source source =
        sources
            .find(name)
            .orElseThrow(
                () ->
                    ApiProblem.notFound(
                        "there is no folder " + name + " of a pack on this node; put it there"));
    try {
      Pack pack = checked(source);
      change(pack, "reloaded", by, witness, () -> store.accept(source, pack, "reloaded", by));
    } catch (PackRefused e) {
      LOG.error("Partner pack {} is refused: {}", name, e.getMessage());
      transaction.executeWithoutResult(
          status -> {
            store.lock();
            store.refuse(source, e, by);
            finish(name, null, "refused", by, witness);
          });
      packs.refresh();
      throw e;
    }
  }

  /**
   * Reads a pack's folder and says what is wrong; changes nothing.
   *
   * @throws ApiProblem 404 when there is no such folder
   */
  public Pack check(String name) throws PackRefused {
    return checked(
        sources
            .find(name)
            .orElseThrow(() -> ApiProblem.notFound("there is no folder " + name + " of a pack")));
  }

  /**
   * The last versions that were loaded, newest first: version, hash, origin, accepted, when, who.
   */
  public List<Map<String, Object>> history(String name) {
    return store.history(name);
  }

  private Pack checked(PackSources.Source source) throws PackRefused {
    Pack pack = source.read();
    packs.refresh();
    Neighbours.check(
        pack, packs.entries().stream().map(PackEntry::pack).filter(p -> p != null).toList());
    return pack;
  }

  /**
   * Puts the content before the one in force back; again goes further back.
   *
   * @throws PackRefused when the older content cannot run any more
   * @throws ApiProblem 409 when there is none
   */
  public void rollback(String name, String by, Witness witness) throws PackRefused {
    known(name);
    PackStore.Version previous =
        store
            .previous(name)
            .orElseThrow(
                () ->
                    ApiProblem.conflict(
                        "no-earlier-version",
                        name + " has no earlier version; reload a mended one"));
    Pack pack = PackReader.read(previous.files());
    change(
        pack,
        "rolled-back",
        by,
        witness,
        () -> store.putInForce(name, previous.id(), "rolled-back", by));
  }

  /**
   * Lets messages go and come again.
   *
   * @throws PackRefused when it cannot run
   */
  public void enable(String name, String by, Witness witness) throws PackRefused {
    PackEntry entry = known(name);
    if (entry.pack() == null) {
      throw new PackRefused(entry.refused());
    }
    packs.apply(name, entry.pack());
    switchTo(entry, "enabled", by, witness);
  }

  /** Stops the pack; what it had queued waits. */
  public void disable(String name, String by, Witness witness) throws PackRefused {
    switchTo(known(name), "disabled", by, witness);
  }

  private PackEntry known(String name) {
    packs.refresh();
    return packs
        .entry(name)
        .orElseThrow(() -> ApiProblem.notFound("there is no pack " + name + "; reload it first"));
  }

  private void switchTo(PackEntry entry, String state, String by, Witness witness) {
    String version = entry.pack() == null ? null : entry.pack().version();
    transaction.executeWithoutResult(
        status -> {
          store.lock();
          if (store.switchTo(entry.name(), state, by)) {
            finish(entry.name(), version, state, by, witness);
          }
        });
    packs.refresh();
  }

  private void change(Pack pack, String change, String by, Witness witness, Runnable write)
      throws PackRefused {
    String name = pack.name();
    Pack before = packs.applied(name);
    boolean runs = packs.entry(name).map(e -> !e.state().equals("disabled")).orElse(true);
    if (runs) {
      packs.apply(name, pack);
    }
    try {
      transaction.executeWithoutResult(
          status -> {
            store.lock();
            write.run();
            finish(name, pack.version(), change, by, witness);
          });
    } catch (RuntimeException e) {
      if (runs) {
        packs.apply(name, before);
      }
      throw e;
    }
    packs.refresh();
  }

  private void finish(String name, String version, String change, String by, Witness witness) {
    store.bump();
    events.changed(name, version, change, by);
    witness.record(change, version == null ? Map.of() : Map.of("version", version));
    LOG.info("Partner pack {} {}: {} by {}", name, version == null ? "" : version, change, by);
  }
}
