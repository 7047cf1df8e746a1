package procare.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.util.unit.DataSize;
import procare.TestDatabase;
import procare.operations.RetentionProperties;
import procare.operations.TimeIds;

class MediaSweepTest {
  private static final Instant NOW = Instant.parse("2026-08-15T03:17:00Z");
  private static final JdbcTemplate JDBC = TestDatabase.jdbc();
  private static final RetentionProperties KEEP =
      new RetentionProperties(
          Duration.ofDays(14),
          Duration.ofDays(7),
          Duration.ofDays(400),
          Duration.ofDays(90),
          Duration.ofDays(7),
          Duration.ofDays(400),
          Duration.ofDays(365),
          Duration.ofDays(180),
          Duration.ofDays(400),
          Duration.ofDays(90),
          Duration.ofDays(365));
  @TempDir Path folder;
  private FolderStore store;

  @BeforeEach
  void empty() {
    JDBC.execute("truncate media_object, question, dead_letter, emergency cascade");
    store =
        new FolderStore(
            new MediaProperties(
                "folder", folder.toString(), DataSize.ofMegabytes(1), List.of(), 1, 1, Map.of()));
  }

  private Map<String, Long> sweep() {
    return new MediaSweep(new NamedParameterJdbcTemplate(JDBC), store).run(KEEP, NOW);
  }

  @Test
  void theObjectGoesFirstAndTheRowWithItsMessage() throws IOException {
    UUID young = object(364, "STORED", "c1");
    UUID old = object(366, "STORED", "c2");
    UUID older = object(401, "STORED", "c3");
    UUID refused = object(366, "REFUSED", "c4");
    UUID wanted = object(366, "WANTED", "c5");
    assertThat(sweep()).containsEntry("object", 3L).containsEntry("media_object", 1L);
    assertThat(ids("state = 'SWEPT' and object_key is null"))
        .containsExactlyInAnyOrder(old, refused);
    assertThat(ids("state <> 'SWEPT'")).containsExactlyInAnyOrder(young, wanted);
    assertThat(ids("id = '" + older + "'")).isEmpty();
    assertThat(files()).containsExactlyInAnyOrder(young, wanted);
    assertThat(sweep()).containsEntry("object", 0L).containsEntry("media_object", 0L);
  }

  @Test
  void whatAPersonStillHasToLookAtStays() throws IOException {
    UUID dead = object(500, "FAILED", "story-dead");
    letter("story-dead", "NEW");
    UUID handled = object(500, "STORED", "story-handled");
    letter("story-handled", "DISCARDED");
    UUID asked = object(366, "STORED", "story-asked");
    question(asked, "OPEN");
    UUID answered = object(366, "STORED", "story-answered");
    question(answered, "ANSWERED");
    assertThat(sweep()).containsEntry("object", 2L);
    assertThat(files()).containsExactlyInAnyOrder(dead, asked).doesNotContain(handled);
    assertThat(ids("state = 'SWEPT'")).containsExactly(answered);
  }

  @Test
  void aStoreThatIsAwayKeepsRowsAndTheNextNightDoesIt() throws IOException {
    UUID old = object(401, "STORED", "c");
    // A folder with something in it stands where the file was: it cannot be removed.
    Path file = folder.resolve(MediaKeeper.key(ago(401), old));
    Files.delete(file);
    Files.createDirectories(file);
    Path inside = Files.createFile(file.resolve("inside"));
    assertThat(sweep()).containsEntry("object", 0L).containsEntry("media_object", 0L);
    assertThat(ids("state = 'STORED' and object_key is not null")).containsExactly(old);
    Files.delete(inside);
    assertThat(sweep()).containsEntry("object", 1L).containsEntry("media_object", 1L);
  }

  @Test
  void moreThanOneTurnIsSwept() throws IOException {
    for (int n = 0; n < 205; n++) {
      object(366, "STORED", "c" + n);
    }
    assertThat(sweep()).containsEntry("object", 205L);
    assertThat(files()).isEmpty();
  }

  private UUID object(int daysAgo, String state, String correlation) throws IOException {
    UUID base = TimeIds.from(ago(daysAgo));
    UUID id =
        new UUID(
            base.getMostSignificantBits(),
            base.getLeastSignificantBits() | UUID.randomUUID().getLeastSignificantBits() >>> 2);
    String key = MediaKeeper.key(ago(daysAgo), id);
    // Also where the row says that nothing was stored: a try may have been cut off after its write.
    store.put(key, "bytes".getBytes(StandardCharsets.UTF_8), "image/png");
    JDBC.update(
        "insert into media_object (id, message_id, gateway, instance, provider_message_id, source, kind, object_key, state,"
            + " next_attempt_at, correlation_id, created_at)"
            + " values (?, ?, 'evolution', 'procare', 'm', 'MESSAGE', 'image', ?, ?, now(), ?, ?::timestamptz)",
        id,
        id,
        key,
        state,
        correlation,
        ago(daysAgo).toString());
    return id;
  }

  private static void letter(String correlation, String state) {
    JDBC.update(
        "insert into dead_letter (id, source, correlation_id, body, cause, attempts, state, handled_at)"
            + " values (?, 'q', ?, ?, 'c', 1, ?, now())",
        UUID.randomUUID(),
        correlation,
        correlation.getBytes(StandardCharsets.UTF_8),
        state);
  }

  private static void question(UUID message, String state) {
    JDBC.update(
        "insert into question (id, message_id, text, language, reason, state, asked_at, correlation_id, event_id)"
            + " values (?, ?, 'q', 'en', 'NO_CONTENT', ?, now(), 'c', ?)",
        UUID.randomUUID(),
        message,
        state,
        UUID.randomUUID());
  }

  private static List<UUID> ids(String where) {
    return JDBC.queryForList("select id from media_object where " + where, UUID.class);
  }

  private List<UUID> files() throws IOException {
    try (var walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> UUID.fromString(file.getFileName().toString()))
          .toList();
    }
  }

  private static Instant ago(int days) {
    return NOW.minus(Duration.ofDays(days));
  }
}
