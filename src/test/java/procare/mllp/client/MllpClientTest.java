package procare.mllp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import procare.Patience;

/** The client against a laboratory on a real socket. */
class MllpClientTest {
  private static final Duration QUICK = Duration.ofMillis(250);
  private final Queue<Ack> strays = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unreadable = new AtomicInteger();

  private MllpClient client(int port, Duration answerWithin) {
    return new MllpClient(
        new MllpEndpoint(
            "apex",
            "127.0.0.1",
            port,
            null,
            StandardCharsets.UTF_8,
            Duration.ofSeconds(2),
            answerWithin),
        new Strays() {
          @Override
          public void acknowledged(Ack ack) {
            strays.add(ack);
          }

          @Override
          public void unreadable(int size) {
            unreadable.incrementAndGet();
          }
        });
  }

  private static byte[] order(String controlId) {
    return ("MSH|^~\\&|PROCAREHUB|PROCARE|LIS|APEXLAB|20260815||OML^O21^OML_O21|"
            + controlId
            + "|P|2.5.1\rORC|NW|P-"
            + controlId
            + "^PROCARE\r")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String control(String message) {
    return SocketLab.field(message, "MSH", 9);
  }

  @Test
  void tenThousandAcknowledgementsInAnyOrderAndNotOneOfAnother() throws Exception {
    int messages = 10_000;
    int senders = 64;
    Random random = new Random(42);
    List<Runnable> held = Collections.synchronizedList(new ArrayList<>());
    Set<String> foreign = ConcurrentHashMap.newKeySet();
    AtomicInteger repeated = new AtomicInteger();
    SocketLab.Manners manners =
        (message, wire) -> {
          String answer = SocketLab.orl("AA", "OK", message);
          int what = random.nextInt(100);
          if (what < 10) {
            String stranger = "X" + foreign.size();
            foreign.add(stranger);
            wire.answer(SocketLab.ack("AA", stranger));
          }
          if (what < 20) {
            repeated.incrementAndGet();
            wire.answer(answer);
            wire.answer(answer);
          } else if (what < 22) {
            wire.answerAfter(700, answer);
          } else if (what < 40) {
            wire.answerAfter(random.nextInt(20), answer);
          } else {
            held.add(() -> wire.answer(answer));
          }
          if (held.size() >= 16 || what % 7 == 0) {
            List<Runnable> now;
            synchronized (held) {
              now = new ArrayList<>(held);
              held.clear();
            }
            Collections.shuffle(now, random);
            now.forEach(Runnable::run);
          }
        };
    try (SocketLab lab = new SocketLab(manners);
        MllpClient client = client(lab.port(), Duration.ofMillis(500))) {
      ExecutorService threads = Executors.newFixedThreadPool(senders);
      List<Callable<Reply>> sends = new ArrayList<>();
      for (int i = 0; i < messages; i++) {
        String id = "PC" + i;
        sends.add(() -> client.send(id, order(id)));
      }
      List<Future<Reply>> replies = threads.invokeAll(sends);
      threads.shutdown();
      Set<String> answered = new TreeSet<>();
      Set<String> unknown = new TreeSet<>();
      int mismatched = 0;
      for (int i = 0; i < messages; i++) {
        Reply reply = replies.get(i).get();
        if (reply instanceof Reply.Answered a) {
          answered.add(a.ack().controlId());
          // ORC-2 was written from the message that the laboratory answered, MSA-2 apart.
          String placer = a.ack().message().first("ORC").orElseThrow().value(2);
          mismatched += placer.equals("P-PC" + i) && a.ack().controlId().equals("PC" + i) ? 0 : 1;
        } else {
          assertThat(reply).isInstanceOf(Reply.Unknown.class);
          unknown.add("PC" + i);
        }
      }
      assertThat(mismatched).isZero();
      assertThat(answered.size() + unknown.size()).isEqualTo(messages);
      // The rest is late, and none of it is lost: it reaches the strays under its own id.
      held.forEach(Runnable::run);
      await()
          .atMost(Patience.LONG)
          .untilAsserted(
              () ->
                  assertThat(strays.stream().map(Ack::controlId).collect(Collectors.toSet()))
                      .containsAll(unknown)
                      .containsAll(foreign));
      assertThat(unknown).hasSizeGreaterThan(100);
      assertThat(foreign).hasSizeGreaterThan(500);
      assertThat(strays.stream().filter(a -> foreign.contains(a.controlId())))
          .hasSize(foreign.size());
      long own = strays.stream().filter(a -> !foreign.contains(a.controlId())).count();
      assertThat(own).isEqualTo(unknown.size() + repeated.get());
      assertThat(lab.connections.get()).isEqualTo(1);
      assertThat(lab.taken).hasSize(messages).doesNotHaveDuplicates();
    }
  }

  @Test
  void waitsInVainForAnAnswerThatIsAnothers() throws Exception {
    String sample =
        Files.readString(Path.of("src/test/resources/samples/hl7/ack-aa-wrong-control-id.er7"));
    try (SocketLab lab = new SocketLab((message, wire) -> wire.answer(sample));
        MllpClient client = client(lab.port(), QUICK)) {
      assertThat(client.send("A1", order("A1"))).isInstanceOf(Reply.Unknown.class);
      assertThat(strays).extracting(Ack::controlId).containsExactly("SOMETHING-ELSE");
    }
  }

  @Test
  void aLateAnswerIsItsOwnMessagesAndNotTheNextOnes() throws Exception {
    try (SocketLab lab =
            new SocketLab((m, wire) -> wire.answerAfter(400, SocketLab.ack("AA", control(m))));
        MllpClient client = client(lab.port(), QUICK)) {
      assertThat(client.send("A1", order("A1"))).isInstanceOf(Reply.Unknown.class);
      lab.manners((m, wire) -> wire.answerAfter(200, SocketLab.ack("AR", control(m))));
      Reply second = client.send("A2", order("A2"));
      assertThat(second)
          .isInstanceOfSatisfying(
              Reply.Answered.class, a -> assertThat(a.ack().code()).isEqualTo("AR"));
      assertThat(strays).extracting(Ack::controlId).containsExactly("A1");
      assertThat(lab.connections.get()).isEqualTo(1);
    }
  }

  @Test
  void takesShortAndOldAcknowledgements() throws Exception {
    String sample =
        Files.readString(Path.of("src/test/resources/samples/hl7/ack-aa-v21-short.er7"));
    try (SocketLab lab = new SocketLab((m, wire) -> wire.answer(sample));
        MllpClient client = client(lab.port(), QUICK)) {
      assertThat(client.send("APX20260815000001", order("APX20260815000001")))
          .isInstanceOf(Reply.Answered.class);
      // No start block, LF, no CR behind the end block, a heartbeat before it.
      lab.manners(
          (m, wire) ->
              wire.raw(
                  ("\u001c\r\nMSH|^~\\&|L||P||2026||ACK|1|P|2.1\nMSA|aa|" + control(m) + "\n\u001c")
                      .getBytes(StandardCharsets.UTF_8)));
      assertThat(client.send("B1", order("B1")))
          .isInstanceOfSatisfying(
              Reply.Answered.class, a -> assertThat(a.ack().code()).isEqualTo("AA"));
    }
  }

  @Test
  void doesNotKnowAfterTheConnectionWasClosedAndOpensANewOne() throws Exception {
    try (SocketLab lab = new SocketLab((message, wire) -> wire.close());
        MllpClient client = client(lab.port(), Duration.ofSeconds(5))) {
      long start = System.nanoTime();
      assertThat(client.send("A1", order("A1"))).isInstanceOf(Reply.Unknown.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      lab.manners((m, wire) -> wire.answer(SocketLab.ack("AA", control(m))));
      assertThat(client.send("A1", order("A1"))).isInstanceOf(Reply.Answered.class);
      assertThat(lab.connections.get()).isEqualTo(2);
    }
  }

  @Test
  void givesUpALineThatStaysSilent() throws Exception {
    try (SocketLab lab = new SocketLab((message, wire) -> {});
        MllpClient client = client(lab.port(), Duration.ofMillis(100))) {
      for (int i = 0; i < 5; i++) {
        assertThat(client.send("A" + i, order("A" + i))).isInstanceOf(Reply.Unknown.class);
      }
      assertThat(lab.connections.get()).isGreaterThan(1);
    }
  }

  @Test
  void believesNothingBehindGarbage() throws Exception {
    List<String> garbage =
        List.of(
            "<html>502 Bad Gateway</html>",
            "\u000b<html>502</html>\u001c\r",
            "\u000bMSH|^~\\&|L||P||2026||ACK|1|P|2.5\r\u001c\r",
            "\u000bMSH|^~\\&|L||P||2026||ACK|1|P|2.5\rMSA|AA\r\u001c\r",
            "\u000bMSH|^~\\&|L||P||2026||ACK|1|P|2.5\rMSA|XX|A1\r\u001c\r");
    for (String text : garbage) {
      unreadable.set(0);
      try (SocketLab lab =
              new SocketLab((m, wire) -> wire.raw(text.getBytes(StandardCharsets.UTF_8)));
          MllpClient client = client(lab.port(), Duration.ofSeconds(5))) {
        assertThat(client.send("A1", order("A1"))).as(text).isInstanceOf(Reply.Unknown.class);
        assertThat(unreadable.get()).as(text).isEqualTo(1);
      }
    }
  }

  @Test
  void knowsThatNothingWasSentWithoutAConnection() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    try (MllpClient client = client(port, QUICK)) {
      assertThat(client.send("A1", order("A1"))).isInstanceOf(Reply.NotSent.class);
    }
  }

  @Test
  void sendsTheSameMessageOnceAtATime() throws Exception {
    try (SocketLab lab =
            new SocketLab((m, wire) -> wire.answerAfter(150, SocketLab.ack("AA", control(m))));
        MllpClient client = client(lab.port(), Duration.ofSeconds(2))) {
      ExecutorService two = Executors.newFixedThreadPool(2);
      List<Future<Reply>> replies =
          two.invokeAll(Collections.nCopies(2, () -> client.send("A1", order("A1"))));
      two.shutdown();
      assertThat(List.of(replies.get(0).get(), replies.get(1).get()))
          .hasAtLeastOneElementOfType(Reply.Answered.class)
          .hasAtLeastOneElementOfType(Reply.NotSent.class);
      assertThat(lab.taken).hasSize(1);
    }
  }
}
