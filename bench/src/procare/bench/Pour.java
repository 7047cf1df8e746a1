package procare.bench;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Readings that come in all the time, by REST and by WhatsApp, every fifth one dangerous. Each is
 * sent with the same key until the hub acknowledges it, as a phone or Evolution does.
 */
final class Pour {
  /** A reading that the hub acknowledged with 201. */
  record Posted(String key, UUID reading, boolean danger) {}

  /** A WhatsApp message that the hub acknowledged with 200. */
  record Written(String messageId, boolean danger) {}

  final Queue<Posted> posted = new ConcurrentLinkedQueue<>();
  final Queue<Written> written = new ConcurrentLinkedQueue<>();

  /** How often each status was answered; 0 is no answer. */
  final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();

  /** Answers that should never be given, word for word. */
  final Queue<String> refused = new ConcurrentLinkedQueue<>();

  private final Client client;
  private final List<People.Patient> callers;
  private final List<People.Patient> writers;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger texts = new AtomicInteger();
  private volatile boolean pouring = true;
  private volatile boolean givenUp;
  private volatile String token;

  /** Half of the patients come by REST, the others write, so that no value is taken for a repeat. */
  Pour(Hub hub, List<People.Patient> patients) {
    client = new Client(hub.url);
    callers = patients.subList(0, patients.size() / 2);
    writers = patients.subList(patients.size() / 2, patients.size());
  }

  /** Begins with that many readings a second of each kind, as far as the hub keeps up. */
  Pour start(int restPerSecond, int webhookPerSecond) {
    lanes(4, restPerSecond, this::postOne, "post");
    lanes(3, webhookPerSecond, this::writeOne, "write");
    return this;
  }

  private interface Work {
    void one() throws InterruptedException;
  }

  private void lanes(int lanes, int perSecond, Work work, String name) {
    for (int i = 0; i < lanes && perSecond > 0; i++) {
      long pause = 1_000_000_000L * lanes / perSecond;
      Thread thread =
          new Thread(
              () -> {
                try {
                  while (pouring) {
                    long began = System.nanoTime();
                    work.one();
                    TimeUnit.NANOSECONDS.sleep(pause - (System.nanoTime() - began));
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              },
              name + "-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  /** Stops beginning new ones and waits until the begun ones are acknowledged. */
  void stop() throws InterruptedException {
    pouring = false;
    for (Thread thread : threads) {
      thread.join(60_000);
    }
    givenUp = true;
  }

  private void postOne() throws InterruptedException {
    int number = numbers.incrementAndGet();
    boolean danger = number % 5 == 0;
    String key = UUID.randomUUID().toString();
    Map<String, Object> body = new HashMap<>();
    body.put("patientId", callers.get(number % callers.size()).id());
    body.put("value", danger ? (number % 2 == 0 ? 40 + number % 30 : 301 + number % 100) : 80 + number % 200);
    body.put("unit", "mg/dL");
    body.put("source", "MANUAL");
    for (int i = 0; !givenUp; i++) {
      HttpResponse<String> answer = tryPost(body, key);
      if (answer != null && answer.statusCode() == 201) {
        posted.add(new Posted(key, reading(answer), danger));
        return;
      }
      again(answer, i);
    }
  }

  private HttpResponse<String> tryPost(Map<String, Object> body, String key)
      throws InterruptedException {
    try {
      String mine = token;
      if (mine == null) {
        mine = client.login(People.DOCTOR);
        token = mine;
      }
      HttpResponse<String> answer =
          client.post(
              "/api/v1/glucose-readings",
              body,
              Map.of("Authorization", "Bearer " + mine, "Idempotency-Key", key));
      if (answer.statusCode() == 401) {
        token = null;
      }
      return answer;
    } catch (IOException e) {
      return null;
    }
  }

  /** Each writer's texts go through all values in turn, none twice within two minutes. */
  private void writeOne() throws InterruptedException {
    int number = texts.incrementAndGet();
    int turn = number / writers.size();
    boolean danger = turn % 5 == 0;
    int value = danger ? (turn % 2 == 0 ? 40 + turn / 5 % 30 : 301 + turn / 5 % 150) : 75 + turn % 220;
    String id = "BENCH" + UUID.randomUUID().toString().replace("-", "").substring(0, 20).toUpperCase();
    String phone = writers.get(number % writers.size()).phone();
    for (int i = 0; !givenUp; i++) {
      HttpResponse<String> answer = null;
      try {
        answer = client.write(id, phone, "sugar " + value);
      } catch (IOException e) {
        answer = null;
      }
      if (answer != null && answer.statusCode() == 200) {
        count(200);
        written.add(new Written(id, danger));
        return;
      }
      again(answer, i);
    }
  }

  private UUID reading(HttpResponse<String> answer) {
    count(201);
    try {
      return UUID.fromString(
          Client.JSON.readTree(answer.body()).path("reading").path("id").asText());
    } catch (IOException e) {
      throw new IllegalStateException(answer.body(), e);
    }
  }

  private void again(HttpResponse<String> answer, int tries) throws InterruptedException {
    int status = answer == null ? 0 : answer.statusCode();
    count(status);
    boolean expected = status == 0 || status == 401 || status == 503;
    if (!expected && refused.size() < 20) {
      refused.add(status + " " + answer.body());
    }
    Thread.sleep(Math.min(500, 50L << Math.min(tries, 4)));
  }

  private void count(int status) {
    answers.computeIfAbsent(status, s -> new AtomicInteger()).incrementAndGet();
  }
}
