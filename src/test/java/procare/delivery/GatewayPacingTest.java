package procare.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import procare.TestDatabase;
import procare.Times;
import procare.emergency.SettableClock;

/** The arithmetic of the rate, on a standing clock: slots of several nodes and numbers. */
class GatewayPacingTest {
  private static final Instant BEGAN = Instant.parse("2026-08-15T02:30:00Z");
  private static final PacingProperties SETTINGS =
      new PacingProperties(Duration.ofMillis(250), Duration.ofMillis(12), 0.985);
  private final JdbcTemplate jdbc = TestDatabase.jdbc();
  private final SettableClock clock = new SettableClock(BEGAN);
  private final GatewaySpending spending = new GatewaySpending();

  @BeforeEach
  void nothingWaits() {
    jdbc.update("delete from delivery_attempt");
    jdbc.update("delete from delivery");
    jdbc.update("delete from gateway_rate");
    jdbc.update("delete from inbound_message");
  }

  private GatewayPacing node(double rate) {
    Gateways gateways =
        new Gateways(
            "a",
            List.of(),
            Map.of(
                "a", Messages.gateway(GatewayKind.CLOUDAPI, "1", rate),
                "b", Messages.gateway(GatewayKind.GOWA, "2", rate)));
    GatewayPacing pacing =
        new GatewayPacing(
            new NamedParameterJdbcTemplate(jdbc), clock, gateways, SETTINGS, spending);
    pacing.prepare();
    return pacing;
  }

  private void wait(String gateway, int count, Draft.Kind kind, Instant due) {
    jdbc.update(
        "insert into delivery (id, dedupe_key, gateway, address, kind, urgent, template, language, body, approved_body, state, next_attempt_at, correlation_id, created_at)"
            + " select gen_random_uuid(), gen_random_uuid()::text, ?, '915550100101', ?, false, 't', 'en', 'b', 'b', 'pending', ?::timestamptz + n * interval '1 microsecond', 'c', ?"
            + " from generate_series(1, ?) n",
        gateway,
        kind.name(),
        Times.at(due),
        Times.at(due),
        count);
  }

  @ParameterizedTest
  @CsvSource({"80, 400", "1000, 3000", "5, 40"})
  void slotsAreSpacedAsPermittedOverAllNodes(double rate, int backlog) {
    wait("a", backlog, Draft.Kind.REMINDER, BEGAN.minusSeconds(60));
    List<GatewayPacing> nodes = List.of(node(rate), node(rate));
    List<Instant> slots = new ArrayList<>();
    Set<UUID> ids = new HashSet<>();
    int turns = 0;
    while (ids.size() < backlog) {
      for (Slot slot : nodes.get(turns % 2).take("a", Integer.MAX_VALUE, 1)) {
        assertThat(slot.at()).isAfterOrEqualTo(clock.instant());
        assertThat(slot.at()).isBefore(clock.instant().plusMillis(rate < 10 ? 500 : 250));
        slots.add(slot.at());
        ids.add(slot.deliveryId());
        jdbc.update("update delivery set state = 'sent' where id = ?", slot.deliveryId());
      }
      clock.forward(Duration.ofMillis(100));
      turns++;
    }
    assertThat(slots).isSorted().hasSize(backlog);
    double took = Duration.between(slots.get(0), slots.get(backlog - 1)).toNanos() / 1e9;
    assertThat((backlog - 1) / took).isBetween(rate * 0.98, rate);
    // Even if each leaves as late as it may, no second holds more than is permitted.
    assertThat(fullest(slots, SETTINGS.tolerance())).isLessThanOrEqualTo((int) rate);
  }

  /** Most messages in any second, when those before its end are late and those after are not. */
  private static int fullest(List<Instant> slots, Duration late) {
    int most = 0;
    int from = 0;
    for (int to = 0; to < slots.size(); to++) {
      while (!slots.get(to).isBefore(slots.get(from).plus(late).plusSeconds(1))) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }

  @Test
  void whatWentAtOnceTakesItsSlotsFromTheBacklog() {
    wait("a", 200, Draft.Kind.REMINDER, BEGAN.minusSeconds(60));
    GatewayPacing pacing = node(80);
    for (int i = 0; i < 10; i++) {
      spending.add("a");
    }
    List<Slot> slots = pacing.take("a", Integer.MAX_VALUE, 1);
    assertThat(Duration.between(BEGAN, slots.get(0).at()).toNanos())
        .isEqualTo(10 * pacing.interval(80));
    assertThat(slots)
        .hasSize((int) ((250_000_000 - 10 * pacing.interval(80)) / pacing.interval(80)));
  }

  @Test
  void aNodeThatKeepsUpWithAPartTakesSlotsFurtherApart() {
    wait("a", 200, Draft.Kind.REMINDER, BEGAN.minusSeconds(60));
    GatewayPacing pacing = node(80);
    List<Slot> slots = pacing.take("a", Integer.MAX_VALUE, 0.25);
    assertThat(slots).hasSize(4);
    assertThat(Duration.between(slots.get(0).at(), slots.get(1).at()).toNanos())
        .isEqualTo(pacing.interval(20));
  }

  /** Else a busy node that answers many people would never send a reminder again. */
  @Test
  void aSlowNodePaysNoMoreForWhatWentAtOnce() {
    wait("a", 200, Draft.Kind.REMINDER, BEGAN.minusSeconds(60));
    GatewayPacing pacing = node(80);
    for (int i = 0; i < 10; i++) {
      spending.add("a");
    }
    List<Slot> slots = pacing.take("a", Integer.MAX_VALUE, 1 / 80.0);
    assertThat(Duration.between(BEGAN, slots.get(0).at()).toNanos())
        .isEqualTo(10 * pacing.interval(80));
  }

  @Test
  void aSlowNodesMessagesMayBeLateByWhatTheirSlotsAreTooLong() {
    wait("a", 200, Draft.Kind.REMINDER, BEGAN.minusSeconds(60));
    GatewayPacing pacing = node(80);
    for (Slot slot : pacing.take("a", Integer.MAX_VALUE, 1)) {
      assertThat(slot.lateAt()).isEqualTo(slot.at().plus(SETTINGS.tolerance()));
    }
    clock.forward(Duration.ofSeconds(1));
    List<Slot> slots = pacing.take("a", Integer.MAX_VALUE, 0.05);
    assertThat(slots).hasSizeGreaterThan(1);
    for (Slot slot : slots) {
      assertThat(Duration.between(slot.at(), slot.lateAt()).toNanos())
          .isEqualTo(SETTINGS.tolerance().toNanos() + pacing.interval(4) - pacing.interval(80));
    }
  }

  @Test
  void whatOvertakesIsChargedOnce() {
    wait("a", 200, Draft.Kind.REMINDER, BEGAN.minusSeconds(60));
    GatewayPacing pacing = node(80);
    assertThat(pacing.overtaken("a")).isFalse();
    spending.add("a");
    assertThat(pacing.overtaken("a")).isTrue();
    assertThat(pacing.overtaken("a")).isFalse();
    assertThat(pacing.take("a", Integer.MAX_VALUE, 1).get(0).at()).isEqualTo(BEGAN);
  }

  @Test
  void whereNobodyWaitsNothingIsCharged() {
    GatewayPacing pacing = node(80);
    spending.add("a");
    assertThat(pacing.waiting()).isEmpty();
    assertThat(spending.take("a")).isZero();
  }

  @Test
  void repliesComeFirstThenTheOldest() {
    wait("a", 3, Draft.Kind.REMINDER, BEGAN.minusSeconds(60));
    wait("a", 3, Draft.Kind.NOTICE, BEGAN.minusSeconds(90));
    wait("a", 2, Draft.Kind.REPLY, BEGAN.minusSeconds(1));
    wait("a", 5, Draft.Kind.REMINDER, BEGAN.plusSeconds(1));
    List<String> kinds =
        node(1000).take("a", 7, 1).stream()
            .map(
                slot ->
                    jdbc.queryForObject(
                        "select kind from delivery where id = ?", String.class, slot.deliveryId()))
            .toList();
    assertThat(kinds)
        .containsExactly("REPLY", "REPLY", "NOTICE", "NOTICE", "NOTICE", "REMINDER", "REMINDER");
  }

  @Test
  void numbersGoSideBySideAndIdleOnesSaveNothingUp() {
    wait("a", 100, Draft.Kind.REMINDER, BEGAN.minusSeconds(60));
    GatewayPacing pacing = node(80);
    clock.forward(Duration.ofHours(1));
    jdbc.update(
        "insert into person (id, display_name, whatsapp_gateway) values (?, 'x', 'b')",
        new UUID(0, 7));
    jdbc.update(
        "update delivery set person_id = ? where id in (select id from delivery limit 30)",
        new UUID(0, 7));
    Map<String, Integer> taken = new TreeMap<>();
    for (int turn = 0; turn < 12; turn++) {
      for (String gateway : pacing.waiting()) {
        List<Slot> slots = pacing.take(gateway, Integer.MAX_VALUE, 1);
        assertThat(slots.size()).isLessThanOrEqualTo(20);
        slots.forEach(
            slot ->
                jdbc.update("update delivery set state = 'sent' where id = ?", slot.deliveryId()));
        taken.merge(gateway, slots.size(), Integer::sum);
      }
      clock.forward(Duration.ofMillis(100));
    }
    assertThat(taken).isEqualTo(Map.of("a", 70, "b", 30));
    jdbc.update("delete from delivery");
    jdbc.update("delete from person where id = ?", new UUID(0, 7));
  }

  @Test
  void aLostSlotFreesItsMessageAndAHeldOneIsNotTakenTwice() {
    wait("a", 4, Draft.Kind.REMINDER, BEGAN.minusSeconds(60));
    GatewayPacing pacing = node(80);
    List<Slot> slots = pacing.take("a", Integer.MAX_VALUE, 1);
    assertThat(slots).hasSize(4);
    assertThat(pacing.waiting()).isEmpty();
    pacing.miss(slots.get(0));
    assertThat(pacing.waiting()).containsExactly("a");
    clock.forward(Duration.ofMillis(300));
    assertThat(pacing.take("a", Integer.MAX_VALUE, 1))
        .extracting(Slot::deliveryId)
        .containsExactly(slots.get(0).deliveryId());
    clock.forward(Duration.ofSeconds(11));
    assertThat(pacing.take("a", Integer.MAX_VALUE, 1)).hasSize(4);
  }

  @Test
  void aGatewayThatAsksForRestGetsIt() {
    wait("a", 4, Draft.Kind.REMINDER, BEGAN.minusSeconds(60));
    GatewayPacing pacing = node(80);
    pacing.slowDown("a", Duration.ofSeconds(6));
    assertThat(pacing.take("a", Integer.MAX_VALUE, 1)).isEmpty();
    clock.forward(Duration.ofSeconds(6));
    assertThat(pacing.take("a", Integer.MAX_VALUE, 1)).hasSize(4);
  }

  @Test
  void whatWaitsForANumberThatIsGoneMovesToTheDefault() {
    wait("gone", 3, Draft.Kind.REMINDER, BEGAN.minusSeconds(60));
    GatewayPacing pacing = node(80);
    assertThat(pacing.waiting()).containsExactly("a");
    assertThat(pacing.take("a", Integer.MAX_VALUE, 1)).hasSize(3);
  }
}
