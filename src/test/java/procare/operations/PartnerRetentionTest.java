package procare.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static procare.operations.OperationsContext.JDBC;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Raw bytes of partners go by night: early where they did their work, late where a person must
 * look.
 */
class PartnerRetentionTest {
  private static final Instant NOW = Instant.parse("2026-08-15T03:17:00Z");

  @BeforeEach
  void empty() {
    OperationsContext.empty();
    JDBC.execute("truncate hl7_message, hl7_turn, partner_document");
  }

  @ParameterizedTest
  @CsvSource({
    "done, 89, true",
    "done, 91, false",
    "failed, 364, true",
    "failed, 366, false",
    "quarantined, 364, true",
    "quarantined, 366, false",
    "conflict, 364, true",
    "conflict, 366, false",
    "received, 366, true"
  })
  void messagesAreEmptiedAndTheirRowsStay(String state, int daysAgo, boolean kept) {
    UUID id = message(state, daysAgo);
    sweep(NOW);
    assertThat(whole("hl7_message where raw <> '' and application_ack is not null"))
        .isEqualTo(kept ? List.of(id) : List.of());
    assertThat(whole("hl7_message")).containsExactly(id);
  }

  @Test
  void whatWasDoneLateGoesWithTheTroubled() {
    UUID id = message("failed", 200);
    sweep(NOW);
    JDBC.update("update hl7_message set state = 'done' where id = ?", id);
    sweep(NOW.plus(Duration.ofDays(1)));
    assertThat(whole("hl7_message where raw <> ''")).containsExactly(id);
    assertThat(sweep(NOW.plus(Duration.ofDays(170)))).containsEntry("hl7_message.troubled", 1L);
    assertThat(whole("hl7_message where raw <> ''")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "read, 89, true",
    "read, 91, false",
    "waiting, 364, true",
    "unreadable, 364, true",
    "unreadable, 366, false",
    "attachment, 364, true",
    "attachment, 366, false"
  })
  void documentsAreEmptiedAndTheirRowsStay(String state, int daysAgo, boolean kept) {
    UUID id = document(state, daysAgo);
    sweep(NOW);
    assertThat(whole("partner_document where body <> ''"))
        .isEqualTo(kept ? List.of(id) : List.of());
    assertThat(whole("partner_document")).containsExactly(id);
  }

  @ParameterizedTest
  @CsvSource({"29,365", "90,89"})
  void periodsThatWouldTakeWhatIsInUseAreRefused(int bodies, int troubles) {
    assertThatThrownBy(() -> keep(bodies, troubles))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("procare.retention.partner-");
  }

  private static Map<String, Long> sweep(Instant now) {
    return new Housekeeping(
            new NamedParameterJdbcTemplate(JDBC),
            keep(90, 365),
            List.of(),
            Clock.fixed(now, ZoneOffset.UTC))
        .run();
  }

  private static RetentionProperties keep(int bodies, int troubles) {
    Duration ages = Duration.ofDays(400);
    return new RetentionProperties(
        ages,
        ages,
        ages,
        ages,
        ages,
        ages,
        ages,
        ages,
        ages,
        Duration.ofDays(bodies),
        Duration.ofDays(troubles));
  }

  private static UUID message(String state, int daysAgo) {
    UUID id = id(daysAgo);
    JDBC.update(
        "insert into hl7_message (id, received_at, partner, kind, application, facility, control_id, type, accepted, state, ack_code,"
            + " flags, order_keys, body_hash, raw, charset, application_ack)"
            + " values (?, ?::timestamptz, 'apex', 'lab', 'LIS', 'APEX', ?, 'ORU^R01', true, ?, 'AA', '{}', '{}', ?, 'MSH', 'UTF-8', 'MSH')",
        id,
        ago(daysAgo).toString(),
        id.toString(),
        state,
        hash(id));
    return id;
  }

  private static UUID document(String state, int daysAgo) {
    UUID id = id(daysAgo);
    JDBC.update(
        "insert into partner_document (id, partner, way, name, content_hash, body, received_at, state, tried_at)"
            + " values (?, 'city', 'poll', 'n', ?, 'words', ?::timestamptz, ?, now())",
        id,
        hash(id),
        ago(daysAgo).toString(),
        state);
    return id;
  }

  private static byte[] hash(UUID id) {
    return id.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Instant ago(int days) {
    return NOW.minus(Duration.ofDays(days));
  }

  private static UUID id(int daysAgo) {
    return new UUID(
        TimeIds.from(ago(daysAgo)).getMostSignificantBits(),
        UUID.randomUUID().getLeastSignificantBits());
  }

  private static List<UUID> whole(String from) {
    return JDBC.queryForList("select id from " + from, UUID.class);
  }
}
