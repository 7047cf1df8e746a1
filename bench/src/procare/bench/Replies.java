package procare.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * e: how long a webhook waits for its 200 and a patient for the reply, with the language model
 * healthy, failing and hanging for 30 s, and whether emergencies notice.
 */
final class Replies {
  private static final int PEOPLE = 240;

  /** Milliseconds: webhook to 200, webhook to reply, webhook to rescue text. */
  private record Latencies(double[] answer, double[] reply, double[] rescue, int unanswered) {}

  private Replies() {}

  static int run(Options options) throws Exception {
    int perSecond = options.number("rate", 20);
    int messages = options.number("messages", PEOPLE / 2);
    int warm = options.number("warm", 2_000);
    System.out.printf("e: %d messages at %d/s in each state of the model; %s%n", messages, perSecond, Numbers.machine());
    try (Lab lab = Lab.shared()) {
      App.prepare(lab);
      Gateway gateway = lab.own(new Gateway());
      Model model = lab.own(new Model());
      Hub hub =
          lab.hub(gateway.url(), List.of("--procare.ai.openrouter.url=" + model.url(), "--procare.ai.openrouter.api-key=" + Lab.SECRET)).start();
      List<People.Patient> patients;
      try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
        patients = People.make(connection, PEOPLE * 3 + warm);
        statement.execute("update patient set ai_rewording = true");
      }
      // A cold machine answers twice as late as one that has worked for a minute (performance.md §3, trap 3).
      drive(hub, gateway, patients.subList(PEOPLE * 3, PEOPLE * 3 + warm), warm, 60);
      Latencies healthy = drive(hub, gateway, patients.subList(0, PEOPLE), messages, perSecond);
      print("healthy", healthy);
      boolean met = Numbers.percentile(healthy.answer(), 99) <= 25;
      int offset = 1;
      for (Model.Mode mode : List.of(Model.Mode.ERROR, Model.Mode.HANGING)) {
        model.mode = mode;
        int before = model.calls.get();
        openBreaker(hub, patients.subList(PEOPLE * 3, PEOPLE * 3 + warm), gateway);
        Thread.sleep(500);
        int calls = model.calls.get() - before;
        Latencies ill = drive(hub, gateway, patients.subList(offset * PEOPLE, (offset + 1) * PEOPLE), messages, perSecond);
        print(mode + ", breaker open after " + calls + " calls", ill);
        met &= calls <= 10 && Numbers.percentile(ill.answer(), 99) <= 25 && Numbers.percentile(ill.reply(), 99) <= 100 && ill.unanswered() == 0;
        offset++;
        model.mode = Model.Mode.HEALTHY;
        Thread.sleep(TimeUnit.SECONDS.toMillis(options.number("heal", 20)));
      }
      System.out.println("  e: goals " + (met ? "met" : "not met") + " (200 p99 25 ms; reply p99 100 ms with the breaker open; opens in 10 calls)");
      return met ? 0 : 1;
    }
  }

  private static void print(String state, Latencies l) {
    System.out.printf(
        "  %s: 200 p50 %.1f p99 %.1f ms; reply p50 %.0f p99 %.0f ms; rescue text p50 %.0f p99 %.0f ms; %d unanswered%n",
        state,
        Numbers.percentile(l.answer(), 50), Numbers.percentile(l.answer(), 99),
        Numbers.percentile(l.reply(), 50), Numbers.percentile(l.reply(), 99),
        Numbers.percentile(l.rescue(), 50), Numbers.percentile(l.rescue(), 99),
        l.unanswered());
  }

  /** A few messages, so that the breaker learns; waits as long as hanging calls take. */
  private static void openBreaker(Hub hub, List<People.Patient> patients, Gateway gateway) throws Exception {
    Client client = new Client(hub.url);
    for (int i = 0; i < 10; i++) {
      client.write("OPEN" + UUID.randomUUID(), patients.get(i).phone(), "sugar " + (100 + new java.util.Random().nextInt(90)));
    }
    int texts = gateway.total();
    for (int i = 0; i < 100 && gateway.total() < texts + 8; i++) {
      Thread.sleep(100);
    }
  }

  /** One message of each person, every fourth one dangerous. */
  private static Latencies drive(Hub hub, Gateway gateway, List<People.Patient> patients, int messages, int perSecond) throws Exception {
    Client client = new Client(hub.url);
    gateway.first.clear();
    Map<String, Long> sent = new ConcurrentHashMap<>();
    Map<String, Double> answers = new ConcurrentHashMap<>();
    AtomicInteger next = new AtomicInteger();
    List<Thread> threads = Stream.generate(() -> new Thread(() -> lane(client, patients, messages, perSecond, next, sent, answers))).limit(4).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    for (int i = 0; i < 150 && sent.keySet().stream().anyMatch(n -> !gateway.first.containsKey(n)); i++) {
      Thread.sleep(100);
    }
    List<Double> replies = new ArrayList<>();
    List<Double> rescues = new ArrayList<>();
    int unanswered = 0;
    for (int i = 0; i < messages; i++) {
      String number = patients.get(i).phone();
      Long at = gateway.first.get(number);
      if (at == null) {
        unanswered++;
      } else {
        (i % 4 == 3 ? rescues : replies).add((at - sent.get(number)) / 1e6);
      }
    }
    return new Latencies(
        answers.values().stream().mapToDouble(d -> d).toArray(),
        replies.stream().mapToDouble(d -> d).toArray(),
        rescues.stream().mapToDouble(d -> d).toArray(),
        unanswered);
  }

  private static void lane(
      Client client, List<People.Patient> patients, int messages, int perSecond, AtomicInteger next, Map<String, Long> sent, Map<String, Double> answers) {
    try {
      for (int i = next.getAndIncrement(); i < messages; i = next.getAndIncrement()) {
        String number = patients.get(i).phone();
        long began = System.nanoTime();
        sent.put(number, began);
        int status = client.write("E" + UUID.randomUUID(), number, "sugar " + (i % 4 == 3 ? 55 : 100 + i % 100)).statusCode();
        long took = System.nanoTime() - began;
        if (status == 200) {
          answers.put(number, took / 1e6);
        }
        TimeUnit.NANOSECONDS.sleep(4_000_000_000L / perSecond - took);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
