package procare.lab;

import static procare.Times.at;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import procare.Ids;
import procare.Sql;
import procare.event.Event;
import procare.event.InvalidEventException;
import procare.event.Outbox;
import procare.media.ObjectStore;

/**
 * Documents of reports. Their bytes are committed with the report and moved to the object store
 * afterwards, so that an acknowledged document is never lost and a slow store holds up no
 * laboratory. Links are kept and not followed.
 */
@Component("labDocuments")
public class LabDocuments {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy/MM/dd");

  private record Waiting(byte[] content, String mediaType, OffsetDateTime receivedAt) {}

  private final JdbcClient jdbc;
  private final Outbox outbox;
  private final ObjectStore store;
  private final Clock clock;
  private final String insert = Sql.of("lab/insert-document");

  public LabDocuments(JdbcClient jdbc, Outbox outbox, ObjectStore store, Clock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.store = store;
    this.clock = clock;
  }

  /**
   * @return how many were new
   */
  int keep(LabReport report, UUID reportId, UUID patientId) {
    int added = 0;
    for (LabDocument document : report.documents()) {
      byte[] content = document.content();
      if (content == null && document.url() == null) {
        continue;
      }
      UUID id = Ids.next();
      Instant now = clock.instant();
      boolean isNew =
          jdbc.sql(insert)
                  .param("id", id)
                  .param("report", reportId)
                  .param("message", report.messageId())
                  .param(
                      "type",
                      document.mediaType() == null
                          ? "application/octet-stream"
                          : document.mediaType())
                  .param("title", document.title())
                  .param("url", document.url())
                  .param("size", content == null ? null : content.length, java.sql.Types.INTEGER)
                  .param(
                      "sha256",
                      content == null
                          ? sha256(document.url().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                          : sha256(content))
                  .param("content", content, java.sql.Types.BINARY)
                  .param("state", content == null ? "LINK" : "RECEIVED")
                  .param("now", at(now))
                  .update()
              == 1;
      if (isNew) {
        added++;
        if (content != null) {
          outbox.append(
              Event.first(
                  "lab.document.received",
                  now,
                  "lab:" + reportId,
                  "lab",
                  id,
                  patientId,
                  Map.of("documentId", id)));
        }
      }
    }
    return added;
  }

  /**
   * {@code lab.document.received}: moves the bytes. Called again after a crash it writes the same
   * object once more.
   *
   * @throws UncheckedIOException when the store does not take it; the event is delivered again
   */
  public void move(Event event) {
    UUID id;
    try {
      id = UUID.fromString(event.data().path("documentId").asText());
    } catch (IllegalArgumentException e) {
      throw new InvalidEventException("data.documentId must be a UUID", e);
    }
    Optional<Waiting> waiting =
        jdbc.sql(
                "select content, media_type, received_at from lab_document where id = ? and state = 'RECEIVED'")
            .param(id)
            .query(Waiting.class)
            .optional();
    if (waiting.isEmpty()) {
      return;
    }
    Waiting document = waiting.get();
    String key =
        "lab/" + DAY.format(document.receivedAt().withOffsetSameInstant(ZoneOffset.UTC)) + "/" + id;
    try {
      store.put(key, document.content(), document.mediaType());
    } catch (IOException e) {
      throw new UncheckedIOException("the object store does not take a document", e);
    }
    jdbc.sql(
            "update lab_document set state = 'STORED', object_key = ?, content = null where id = ? and state = 'RECEIVED'")
        .params(key, id)
        .update();
  }

  List<StoredReport.Document> of(UUID reportId) {
    return jdbc.sql(
            "select id, media_type, title, url, size, sha256, state from lab_document where report_id = ? order by id")
        .param(reportId)
        .query(StoredReport.Document.class)
        .list();
  }

  /**
   * @return the bytes, wherever they are; empty for a link
   * @throws UncheckedIOException when the object store cannot be asked
   */
  Optional<byte[]> content(UUID id) {
    record Place(byte[] content, String objectKey) {}
    Place place =
        jdbc.sql("select content, object_key from lab_document where id = ?")
            .param(id)
            .query(Place.class)
            .single();
    if (place.content() != null || place.objectKey() == null) {
      return Optional.ofNullable(place.content());
    }
    try {
      return store.get(place.objectKey());
    } catch (IOException e) {
      throw new UncheckedIOException("the object store does not answer", e);
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
