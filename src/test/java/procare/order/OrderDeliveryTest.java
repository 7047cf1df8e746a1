package procare.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import procare.Ids;
import procare.Patience;
import procare.TestDatabase;
import procare.mllp.client.SocketLab;
import procare.order.OrderPartner.AckMode;
import procare.order.OrderPartner.Format;
import procare.order.OrderPartner.Idempotency;

/** Orders over MLLP to a laboratory on a real socket, with everything that goes wrong there. */
class OrderDeliveryTest {
  private static final SocketLab.Manners WELL =
      (message, wire) -> wire.answer(SocketLab.orl("AA", "OK", message));

  private static OrderPartner partner(int port, AckMode mode) {
    String name = "lab-" + Ids.next();
    return Sheets.partner(name, Format.HL7_OML, port, mode, "UTF-8", "2.5.1");
  }

  private static OrderPost post(SocketLab lab) {
    return new OrderPost(partner(lab.port(), AckMode.ORIGINAL));
  }

  private static String control(String message) {
    return SocketLab.field(message, "MSH", 9);
  }

  @Test
  void handsAnOrderOverOnce() throws IOException {
    try (SocketLab lab = new SocketLab(WELL);
        OrderPost post = post(lab)) {
      LabOrder order = post.place("4548-4", "1558-6");
      post.send(order);
      post.send(order);
      assertThat(lab.taken).containsExactly(order.placer() + "N");
      assertThat(post.state(order)).isEqualTo(OrderState.ACCEPTED);
      assertThat(post.desk.now(order).filler()).isEqualTo("L-1");
      assertThat(post.delivery(order, "ORDER", "state")).isEqualTo("sent");
      assertThat(post.delivery(order, "ORDER", "answer_code")).isEqualTo("AA");
    }
  }

  @Test
  void aPlainAcknowledgementIsAcceptance() throws IOException {
    try (SocketLab lab = new SocketLab((m, wire) -> wire.answer(SocketLab.ack("AA", control(m))));
        OrderPost post = post(lab)) {
      LabOrder order = post.place();
      post.send(order);
      assertThat(post.state(order)).isEqualTo(OrderState.ACCEPTED);
    }
  }

  @Test
  void repeatsAfterSilenceUnderTheSameNumbersAndMakesNoSecondOrder() throws IOException {
    AtomicInteger messages = new AtomicInteger();
    try (SocketLab lab =
            new SocketLab(
                (message, wire) -> {
                  switch (messages.incrementAndGet()) {
                    case 1 -> {}
                    case 2 -> wire.close();
                    default -> WELL.take(message, wire);
                  }
                });
        OrderPost post = post(lab)) {
      LabOrder order = post.place();
      post.untilDone(order, 5);
      assertThat(lab.taken)
          .containsExactly(order.placer() + "N", order.placer() + "N", order.placer() + "N");
      assertThat(lab.orders).containsOnlyKeys(order.placer() + "N");
      assertThat(post.delivery(order, "ORDER", "uncertain")).isEqualTo("true");
      assertThat(post.state(order)).isEqualTo(OrderState.ACCEPTED);
    }
  }

  @Test
  void repeatsNothingThatMayBeThereWhereNothingMakesItSafe() throws IOException {
    try (SocketLab lab = new SocketLab((message, wire) -> wire.close());
        OrderPost post =
            new OrderPost(Sheets.with(partner(lab.port(), AckMode.ORIGINAL), Idempotency.NONE))) {
      LabOrder order = post.place();
      post.untilDone(order, 3);
      assertThat(lab.taken).hasSize(1);
      assertThat(post.delivery(order, "ORDER", "state")).isEqualTo("needs-person");
      assertThat(post.state(order)).isEqualTo(OrderState.FAILED);
      assertThat(post.desk.now(order).attention()).contains("it may be there already");
      assertThat(post.desk.events(order)).containsExactly("lab.ordered", "lab.order.failed");
      assertThat(post.letters(order)).isEqualTo(1);
      // An operator looked at it, and has it sent again.
      lab.manners(WELL);
      post.send(order, "ORDER", OrderDeliveries.RESEND);
      assertThat(post.state(order)).isEqualTo(OrderState.ACCEPTED);
    }
  }

  @Test
  void errorsAreTriedAgainAFewTimesAndRefusalsNotAtAll() throws IOException {
    try (SocketLab lab = new SocketLab((m, wire) -> wire.answer(SocketLab.ack("AE", control(m))));
        OrderPost post = post(lab)) {
      LabOrder error = post.place();
      post.untilDone(error, 5);
      assertThat(lab.taken).hasSize(2);
      assertThat(post.state(error)).isEqualTo(OrderState.FAILED);
      lab.manners((m, wire) -> wire.answer(SocketLab.ack("AR", control(m))));
      LabOrder refused = post.place();
      post.untilDone(refused, 3);
      assertThat(lab.taken).hasSize(3);
      assertThat(post.state(refused)).isEqualTo(OrderState.FAILED);
      assertThat(post.desk.now(refused).attention()).contains("AR");
      assertThat(post.letters(refused)).isEqualTo(1);
      assertThat(post.breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }
  }

  @Test
  void anApplicationThatIsUnableRejectsTheOrder() throws IOException {
    try (SocketLab lab = new SocketLab((m, wire) -> wire.answer(SocketLab.orl("AE", "UA", m)));
        OrderPost post = post(lab)) {
      LabOrder order = post.place();
      post.untilDone(order, 3);
      assertThat(lab.taken).hasSize(1);
      assertThat(post.state(order)).isEqualTo(OrderState.REJECTED);
      assertThat(post.desk.events(order)).containsExactly("lab.ordered", "lab.order.failed");
    }
  }

  @Test
  void aLateAcknowledgementIsItsOwnOrdersAndEndsTheRetries() throws IOException {
    try (SocketLab lab =
            new SocketLab((m, wire) -> wire.answerAfter(700, SocketLab.ack("AA", control(m))));
        OrderPost post = post(lab)) {
      LabOrder late = post.place();
      post.send(late);
      assertThat(post.delivery(late, "ORDER", "state")).isEqualTo("pending");
      lab.manners((m, wire) -> wire.answer(SocketLab.orl("AE", "UA", m)));
      LabOrder next = post.place();
      post.send(next);
      assertThat(post.state(next)).isEqualTo(OrderState.REJECTED);
      await().atMost(Patience.LONG).until(() -> post.state(late) == OrderState.ACCEPTED);
      assertThat(post.acksOf("LATE")).containsExactly(late.placer() + "N");
      post.untilDone(late, 2);
      assertThat(lab.taken).hasSize(2);
      assertThat(post.delivery(late, "ORDER", "state")).isEqualTo("sent");
    }
  }

  @Test
  void foreignUnreadableAndRepeatedAcknowledgementsAreKeptAndTouchNothing() throws IOException {
    String foreign =
        Files.readString(Path.of("src/test/resources/samples/hl7/ack-aa-wrong-control-id.er7"));
    try (SocketLab lab = new SocketLab((m, wire) -> wire.answer(foreign));
        OrderPost post = post(lab)) {
      LabOrder order = post.place();
      post.send(order);
      assertThat(post.state(order)).isEqualTo(OrderState.REQUESTED);
      assertThat(post.acksOf("FOREIGN")).containsExactly("SOMETHING-ELSE");
      lab.manners((m, wire) -> wire.raw("<html>".getBytes()));
      post.untilDone(order, 2);
      await().until(() -> post.acksOf("UNREADABLE").size() >= 1);
      lab.manners(
          (m, wire) -> {
            WELL.take(m, wire);
            WELL.take(m, wire);
          });
      post.untilDone(order, 3);
      assertThat(post.state(order)).isEqualTo(OrderState.ACCEPTED);
      await().until(() -> !post.acksOf("REPEATED", "LATE").isEmpty());
    }
  }

  @Test
  void anAnswerThatSpeaksOfAnotherOrderIsFlaggedAndTouchesNeither() throws IOException {
    try (SocketLab lab = new SocketLab((message, wire) -> {});
        OrderPost post = post(lab)) {
      LabOrder other = post.place();
      LabOrder order = post.place();
      lab.manners(
          (m, wire) ->
              wire.answer(
                  SocketLab.orl("AA", "UA", m)
                      .replace(order.placer() + "^", other.placer() + "^")));
      post.send(order);
      assertThat(post.state(other)).isEqualTo(OrderState.REQUESTED);
      assertThat(post.state(order)).isEqualTo(OrderState.REQUESTED);
      assertThat(post.desk.now(order).attention()).contains("another order");
      assertThat(post.desk.events(order)).contains("lab.order.attention");
    }
  }

  @Test
  void enhancedModeWaitsForTheApplication() throws IOException {
    try (SocketLab lab =
            new SocketLab(
                (m, wire) -> {
                  wire.answer(SocketLab.ack("CA", control(m)));
                  wire.answerAfter(200, SocketLab.orl("AA", "OK", m));
                });
        OrderPost post = new OrderPost(partner(lab.port(), AckMode.ENHANCED))) {
      LabOrder order = post.place();
      post.send(order);
      await().atMost(Patience.LONG).until(() -> post.state(order) == OrderState.ACCEPTED);
      assertThat(post.delivery(order, "ORDER", "state")).isEqualTo("sent");
      lab.manners((m, wire) -> wire.answer(SocketLab.ack("CA", control(m))));
      LabOrder silent = post.place();
      post.send(silent);
      assertThat(post.state(silent)).isEqualTo(OrderState.REQUESTED);
      assertThat(post.delivery(silent, "ORDER", "state")).isEqualTo("committed");
      post.clock.add(Duration.ofHours(2));
      post.desk.in(post.turns::requeue);
      assertThat(post.delivery(silent, "ORDER", "state")).isEqualTo("needs-person");
      assertThat(post.state(silent)).isEqualTo(OrderState.FAILED);
    }
  }

  @Test
  void cancellingWaitsForTheOrderAndForTheAnswer() throws IOException {
    try (SocketLab lab = new SocketLab((message, wire) -> {});
        OrderPost post = post(lab)) {
      LabOrder order = post.place();
      post.send(order);
      post.desk.in(() -> post.desk.orders.cancel(order.id(), true));
      post.send(order, "CANCEL", OrderDeliveries.SEND);
      assertThat(lab.taken).containsExactly(order.placer() + "N");
      lab.manners(
          (m, wire) -> {
            boolean cancel = SocketLab.field(m, "ORC", 1).equals("CA");
            wire.answer(cancel ? SocketLab.ack("AA", control(m)) : SocketLab.orl("AA", "OK", m));
          });
      post.untilDone(order, 3);
      assertThat(lab.taken).endsWith(order.placer() + "C");
      assertThat(post.state(order)).isEqualTo(OrderState.CANCEL_REQUESTED);
      String cr = SocketLab.orl("AA", "CR", "MSH|^~\\&|||||||ORM^O01|X\rORC|CR|" + order.placer());
      int known =
          post.desk.in(() -> post.acks.received(post.partner.name(), procare.hl7.Message.of(cr)));
      assertThat(known).isEqualTo(1);
      assertThat(post.state(order)).isEqualTo(OrderState.CANCELLED);
    }
  }

  @Test
  void anOrderThatNeverLeftNeedsNoCancellation() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    try (OrderPost post = new OrderPost(partner(port, AckMode.ORIGINAL))) {
      LabOrder order = post.place();
      post.send(order);
      assertThat(post.delivery(order, "ORDER", "uncertain")).isEqualTo("false");
      assertThat(post.desk.in(() -> post.desk.orders.cancel(order.id(), true)).order().state())
          .isEqualTo(OrderState.CANCELLED);
      LabOrder failed = post.place();
      post.untilDone(failed, 4);
      assertThat(post.breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
      post.untilDone(failed, 2);
      assertThat(post.delivery(failed, "ORDER", "uncounted")).isEqualTo("2");
      assertThat(post.state(failed)).isEqualTo(OrderState.REQUESTED);
      post.breaker.transitionToDisabledState();
      post.untilDone(failed, 1);
      assertThat(post.state(failed)).isEqualTo(OrderState.FAILED);
      assertThat(post.desk.in(() -> post.desk.orders.cancel(failed.id(), true)).order().state())
          .isEqualTo(OrderState.CANCELLED);
    }
  }

  @Test
  void aSenderThatDiedIsRepeatedUnderTheSameNumbers() throws IOException {
    try (SocketLab lab = new SocketLab(WELL);
        OrderPost post = post(lab)) {
      LabOrder order = post.place();
      TestDatabase.jdbc()
          .update(
              "update lab_order_delivery set state = 'sending', attempts = 1, lease_until = ? where order_id = ?",
              procare.Times.at(OrderDesk.NOW),
              order.id());
      post.clock.add(Duration.ofMinutes(1));
      post.desk.in(post.turns::requeue);
      post.send(order);
      assertThat(post.delivery(order, "ORDER", "uncertain")).isEqualTo("true");
      assertThat(post.state(order)).isEqualTo(OrderState.ACCEPTED);
    }
  }

  @Test
  void hundredsOfOrdersToALaboratoryWithoutManners() throws Exception {
    int count = 300;
    Random random = new Random(7);
    List<String> rejected = Collections.synchronizedList(new ArrayList<>());
    SocketLab.Manners rude =
        (message, wire) -> {
          boolean no = Math.floorMod(control(message).hashCode(), 5) == 0;
          if (no && !rejected.contains(control(message))) {
            rejected.add(control(message));
          }
          String answer = SocketLab.orl(no ? "AE" : "AA", no ? "UA" : "OK", message);
          switch (random.nextInt(12)) {
            case 0 -> wire.answerAfter(600, answer);
            case 1 -> wire.close();
            case 2 -> {}
            case 3 -> {
              wire.answer(SocketLab.ack("AA", "FOREIGN" + random.nextInt()));
              wire.answer(answer);
            }
            case 4 -> {
              wire.answer(answer);
              wire.answer(answer);
            }
            default -> wire.answerAfter(random.nextInt(30), answer);
          }
        };
    try (SocketLab lab = new SocketLab(rude);
        OrderPost post =
            new OrderPost(
                Sheets.with(
                    partner(lab.port(), AckMode.ORIGINAL),
                    Idempotency.SAME_PLACER,
                    new OrderPartner.Retry(
                        20, 2, Duration.ofSeconds(5), Duration.ofMinutes(10))))) {
      post.breaker.transitionToDisabledState();
      List<LabOrder> orders = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        orders.add(post.place());
      }
      ExecutorService threads = Executors.newFixedThreadPool(16);
      for (int round = 0; round < 12; round++) {
        List<Callable<Object>> sends = new ArrayList<>();
        for (LabOrder order : orders) {
          sends.add(
              Executors.callable(
                  () -> {
                    if (!"sent".equals(post.delivery(order, "ORDER", "state"))) {
                      post.send(order);
                    }
                  }));
        }
        for (Future<Object> sent : threads.invokeAll(sends)) {
          sent.get();
        }
        post.clock.add(Duration.ofMinutes(15));
      }
      threads.shutdown();
      int mismatched = 0;
      int open = 0;
      for (LabOrder order : orders) {
        OrderState state = post.state(order);
        boolean no = rejected.contains(order.placer() + "N");
        if (state == OrderState.REQUESTED || state == OrderState.FAILED) {
          open++;
        } else if (state != (no ? OrderState.REJECTED : OrderState.ACCEPTED)) {
          mismatched++;
        }
      }
      assertThat(mismatched).isZero();
      assertThat(open).isLessThan(count / 20);
      assertThat(lab.orders).hasSize(count);
      assertThat(post.acksOf("FOREIGN")).isNotEmpty().allMatch(id -> id.startsWith("FOREIGN"));
    }
  }
}
