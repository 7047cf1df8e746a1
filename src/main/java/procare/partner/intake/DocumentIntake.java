package procare.partner.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import procare.event.Event;
import procare.event.Outbox;
import procare.lab.LabReport;
import procare.lab.LabReports;
import procare.partner.pack.Pack;
import procare.partner.pack.PackHearing;
import procare.partner.pack.Packs;
import procare.partner.reading.ReportDocuments;
import procare.partner.reading.UnreadableDocument;

/**
 * Takes documents in. One transaction keeps the bytes, reads them and stores what they say; what
 * cannot be read is kept for a person, who mends the pack and has it read again. The same document
 * a second time changes nothing.
 */
@Component
public class DocumentIntake {
  private static final Logger LOG = LoggerFactory.getLogger(DocumentIntake.class);

  /** Laboratories write the PDF after the table that names it; after a day it will not come. */
  private static final Duration FILES_MAY_TAKE = Duration.ofDays(1);

  private static final String READ = "read";
  private static final String WAITING = "waiting";
  private static final String UNREADABLE = "unreadable";

  private final DocumentStore store;
  private final LabReports reports;
  private final Packs packs;
  private final PackHearing hearing;
  private final Outbox outbox;
  private final TransactionTemplate transaction;
  private final Clock clock;

  DocumentIntake(
      DocumentStore store,
      LabReports reports,
      Packs packs,
      PackHearing hearing,
      Outbox outbox,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.reports = reports;
    this.packs = packs;
    this.hearing = hearing;
    this.outbox = outbox;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** What became of a document. */
  public enum Taken {
    READ,
    /** The partner gave the very same before. */
    KNOWN,
    /** Kept until the file that it names is there. */
    WAITING,
    /** Kept for a person to look at. */
    UNREADABLE,
    /** Kept for documents that name it. */
    ATTACHMENT
  }

  /**
   * Takes one document or file.
   *
   * @param way {@code poll} or {@code files}
   * @param name of the file, or of the poll
   */
  public Taken take(Pack pack, String way, String name, byte[] body) {
    hearing.heard(pack.name());
    boolean attachment = way.equals("files") && !name.toLowerCase(Locale.ROOT).endsWith(".csv");
    Taken taken =
        transaction.execute(
            status -> {
              Instant now = clock.instant();
              Optional<UUID> id =
                  store.add(pack.name(), way, name, body, attachment ? "attachment" : WAITING, now);
              if (id.isEmpty()) {
                return Taken.KNOWN;
              }
              return attachment
                  ? Taken.ATTACHMENT
                  : read(pack, new DocumentStore.Open(id.get(), pack.name(), way, name, body, now));
            });
    if (taken == Taken.ATTACHMENT) {
      store.waiting(pack.name()).forEach(this::again);
    }
    return taken;
  }

  /**
   * Reads a document again that waited or could not be read.
   *
   * @return empty when there is no such document, it was read meanwhile, or its pack does not run
   */
  public Optional<Taken> again(UUID id) {
    return Optional.ofNullable(
        transaction.execute(
            status ->
                store
                    .lock(id)
                    .flatMap(open -> packs.byName(open.partner()).map(pack -> read(pack, open)))
                    .orElse(null)));
  }

  private Taken read(Pack pack, DocumentStore.Open document) {
    Instant now = clock.instant();
    List<LabReport> read;
    boolean[] missing = new boolean[1];
    try {
      read =
          ReportDocuments.read(
              pack,
              document.body(),
              document.id().toString(),
              name -> {
                Optional<byte[]> file = store.attachment(pack.name(), name);
                missing[0] |= file.isEmpty();
                return file;
              });
    } catch (UnreadableDocument e) {
      boolean mayCome = missing[0] && document.receivedAt().plus(FILES_MAY_TAKE).isAfter(now);
      store.conclude(document.id(), mayCome ? WAITING : UNREADABLE, e.getMessage(), 0, now);
      if (!mayCome) {
        tell(pack, document, e.getMessage(), now);
      }
      return mayCome ? Taken.WAITING : Taken.UNREADABLE;
    }
    read.forEach(reports::accept);
    store.conclude(document.id(), READ, null, read.size(), now);
    return Taken.READ;
  }

  private void tell(Pack pack, DocumentStore.Open document, String reason, Instant now) {
    LOG.warn(
        "Document {} of {} cannot be read and is kept for a person: {}",
        document.id(),
        pack.name(),
        reason);
    outbox.append(
        Event.first(
            "partner.document.unreadable",
            now,
            document.id().toString(),
            "partner-intake",
            document.id(),
            null,
            Map.of("partner", pack.name(), "way", document.way(), "reason", reason)));
  }
}
