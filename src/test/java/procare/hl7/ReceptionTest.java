package procare.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import procare.OwnDatabase;
import procare.Patience;
import procare.emergency.SettableClock;
import procare.event.Outbox;
import procare.event.RelaySignal;

class ReceptionTest {
  private final List<Reception> open = new ArrayList<>();
  private Hub hub;

  @BeforeEach
  void start() {
    hub = Hub.empty();
    hub.jdbc.execute("create table if not exists effect (message_id uuid, place bigserial)");
    hub.jdbc.execute("truncate effect");
  }

  @AfterEach
  void stop() {
    open.forEach(Reception::stop);
  }

  private Reception node(java.time.Clock clock, Consumer<StoredMessage> effect) {
    NamedParameterJdbcTemplate named = new NamedParameterJdbcTemplate(OwnDatabase.of("hl7"));
    Hl7Handler handler =
        new Hl7Handler() {
          @Override
          public boolean handles(Hl7Partner.Kind kind, String type) {
            return !type.equals("ADT^A03");
          }

          @Override
          public void handle(StoredMessage message) {
            hub.jdbc.update("insert into effect (message_id) values (?)", message.id());
            effect.accept(message);
          }
        };
    Reception reception =
        new Reception(
            new Turns(named),
            Samples.intake(),
            List.of(handler),
            new TransactionTemplate(new JdbcTransactionManager(OwnDatabase.of("hl7"))),
            new Outbox(named, new RelaySignal()),
            clock,
            hub.signal,
            hub.settings,
            new SimpleMeterRegistry(),
            true);
    reception.start();
    open.add(reception);
    return reception;
  }

  private void untilQuiet(Reception... nodes) {
    await()
        .atMost(Patience.LONG)
        .until(
            () -> {
              for (Reception node : nodes) {
                node.wake();
              }
              return hub.count("hl7_turn") == 0;
            });
  }

  private void send(int number, String... people) {
    boolean merge = people.length > 1;
    hub.receiver.receive(
        Samples.utf8(
            "MSH|^~\\&|HIS|CITYHOSP|||20260815||ADT^"
                + (merge ? "A40|" : "A01|")
                + number
                + "|P|2.5.1\rPID|1||"
                + people[0]
                + (merge ? "\rMRG|" + people[1] : "")
                + "\r"),
        "a");
  }

  /** What a handler saw: who, in which order, from when to when. */
  private record Seen(long number, List<String> keys, long from, long to) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void nobodyOvertakesHoweverManyAreAtIt(long seed) {
    Random random = new Random(seed);
    AtomicLong time = new AtomicLong();
    ConcurrentLinkedQueue<Seen> seen = new ConcurrentLinkedQueue<>();
    AtomicInteger together = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Map<String, Integer> troubles = new ConcurrentHashMap<>();
    Consumer<StoredMessage> effect =
        message -> {
          long from = time.incrementAndGet();
          most.accumulateAndGet(together.incrementAndGet(), Math::max);
          try {
            LockSupport.parkNanos((message.id().getLeastSignificantBits() & 3) * 1_000_000);
            String id = message.message().header().value(10);
            if (id.endsWith("7")) {
              throw new IllegalArgumentException("poison");
            }
            if (id.endsWith("3") && troubles.merge(id, 1, Integer::sum) < 2) {
              throw new CannotAcquireLockException("once");
            }
            seen.add(
                new Seen(
                    Long.parseLong(id),
                    OrderKeys.of(message.message(), message.partner()),
                    from,
                    time.incrementAndGet()));
          } finally {
            together.decrementAndGet();
          }
        };
    // Ready to be tried again at once: later's pause is an hour by this clock.
    SettableClock clock = new SettableClock(Hub.NOW);
    Reception one = node(clock, effect);
    Reception two = node(clock, effect);
    for (int i = 0; i < 300; i++) {
      String person = "P" + random.nextInt(12);
      String other = "P" + random.nextInt(12);
      if (random.nextInt(6) == 0 && !person.equals(other)) {
        send(i, person, other);
      } else {
        send(i, person);
      }
      if (i % 50 == 0) {
        clock.set(clock.instant().plusSeconds(5));
      }
    }
    await()
        .atMost(Patience.LONG)
        .until(
            () -> {
              clock.set(clock.instant().plusSeconds(5));
              one.wake();
              two.wake();
              return hub.count("hl7_turn") == 0;
            });
    Map<String, Seen> last = new HashMap<>();
    seen.stream()
        .sorted(java.util.Comparator.comparingLong(Seen::from))
        .forEach(
            s ->
                s.keys()
                    .forEach(
                        key -> {
                          Seen before = last.put(key, s);
                          if (before != null) {
                            assertThat(before.number()).as(key).isLessThan(s.number());
                            assertThat(before.to()).as(key).isLessThan(s.from());
                          }
                        }));
    assertThat(seen).hasSize(270);
    assertThat(hub.count("effect")).isEqualTo(270);
    assertThat(hub.states().stream().filter("failed"::equals)).hasSize(30);
    assertThat(most.get()).isGreaterThan(1);
    // The mark of an earlier failure is on exactly those that have one.
    assertThat(
            hub.jdbc.queryForObject(
                "select count(*) from hl7_message m where state = 'done' and ('after-failed' = any (flags)) <> exists ("
                    + "select 1 from hl7_message f where f.state = 'failed' and f.order_keys && m.order_keys and f.seq < m.seq)",
                Integer.class))
        .isZero();
  }

  @Test
  void aPoisonMessageLeavesNoEffectAndStopsNobody() {
    Reception node =
        node(
            hub.clock,
            message -> {
              if (message.message().header().value(10).equals("2")) {
                throw new IllegalArgumentException("Asha Verma's value 8.4 is odd");
              }
            });
    send(1, "A");
    send(2, "A");
    send(3, "A");
    send(4, "B");
    untilQuiet(node);
    assertThat(hub.states()).containsExactly("done", "failed", "done", "done");
    assertThat(hub.count("effect")).isEqualTo(3);
    assertThat(hub.events()).contains("hub.message.failed");
    String reason =
        hub.jdbc.queryForObject(
            "select reason from hl7_message where state = 'failed'", String.class);
    assertThat(reason).startsWith("IllegalArgumentException at ").doesNotContain("Verma");
    assertThat(
            hub.jdbc.queryForList(
                "select control_id from hl7_message where 'after-failed' = any (flags)",
                String.class))
        .containsExactly("3");
  }

  @Test
  void whatNothingHandlesIsPutAsideAndGetsItsTurnAgainWhenAPersonSaysSo() {
    AtomicInteger handled = new AtomicInteger();
    Reception node = node(hub.clock, message -> handled.incrementAndGet());
    hub.receiver.receive(Samples.bytes("adt-a03-discharge.er7"), "a");
    untilQuiet(node);
    assertThat(hub.jdbc.queryForMap("select state, reason from hl7_message"))
        .containsEntry("state", "failed")
        .containsEntry("reason", "nothing here handles ADT^A03");
    hub.receiver.receive(Samples.bytes("oru-r01-hba1c-high.er7"), "a");
    hub.receiver.receive(Samples.bytes("deviations/duplicate-control-id-other-body.hl7"), "a");
    untilQuiet(node);
    UUID conflict =
        hub.jdbc.queryForObject("select id from hl7_message where state = 'conflict'", UUID.class);
    assertThat(node.again(conflict)).isTrue();
    untilQuiet(node);
    assertThat(hub.states()).containsExactly("failed", "done", "done");
    assertThat(handled.get()).isEqualTo(2);
    assertThat(node.again(conflict)).isFalse();
    assertThat(node.again(UUID.randomUUID())).isFalse();
  }

  @Test
  void passingTroubleIsTriedAgainLaterAndNotForEver() {
    SettableClock clock = new SettableClock(Hub.NOW);
    AtomicInteger tries = new AtomicInteger();
    Reception node =
        node(
            clock,
            message -> {
              tries.incrementAndGet();
              throw new CannotAcquireLockException("locked");
            });
    send(1, "A");
    send(2, "B");
    for (int i = 0; i < 2; i++) {
      int before = 2 * i;
      await()
          .until(
              () -> {
                node.wake();
                return tries.get() == before + 2;
              });
      assertThat(hub.states()).containsOnly("received");
      clock.set(clock.instant().plusSeconds(70));
    }
    untilQuiet(node);
    assertThat(tries.get()).isEqualTo(6);
    assertThat(hub.states()).containsOnly("failed");
    assertThat(hub.count("effect")).isZero();
  }

  @Test
  void theApplicationsAnswerIsKeptInEnhancedMode() {
    Hl7Partner enhanced = Samples.lab("apex", Hl7Partner.Mode.ENHANCED);
    NamedParameterJdbcTemplate named = new NamedParameterJdbcTemplate(OwnDatabase.of("hl7"));
    Hub sender =
        new Hub(
            OwnDatabase.of("hl7"),
            hub.clock,
            (application, facility) -> java.util.Optional.of(enhanced));
    sender.receiver.receive(
        Samples.utf8(Samples.text("oru-r01-hba1c-high.er7").replace("|AL|NE|", "|AL|AL|")), "a");
    Reception reception =
        new Reception(
            new Turns(named),
            new Intake(List.of((application, facility) -> java.util.Optional.of(enhanced))),
            List.of(),
            new TransactionTemplate(new JdbcTransactionManager(OwnDatabase.of("hl7"))),
            new Outbox(named, new RelaySignal()),
            hub.clock,
            hub.signal,
            hub.settings,
            new SimpleMeterRegistry(),
            true);
    assertThat(reception.next()).isTrue();
    byte[] answer =
        hub.jdbc.queryForObject("select application_ack from hl7_message", byte[].class);
    assertThat(new String(answer)).contains("\rMSA|AE|APX20260815000001\r");
  }
}
