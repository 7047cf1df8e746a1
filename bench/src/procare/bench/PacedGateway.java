package procare.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Evolution with many instances, each of which may be asked so often a second: notes when every
 * message came, to the number and instance, and answers after the latency of a real partner.
 */
final class PacedGateway implements Lab.Thing {
  private static final int MOST = 200_000;
  private final long latencyMs;
  private final AtomicLong ids = new AtomicLong();
  private final HttpServer server;
  private final ScheduledExecutorService answers = Executors.newScheduledThreadPool(2);

  /** When messages came, as System.nanoTime(), in the order of their arrival. */
  static final class Arrived {
    private final long[] at = new long[MOST];
    private int count;

    synchronized void add(long now) {
      if (count < MOST) {
        at[count++] = now;
      }
    }

    synchronized long[] times() {
      return java.util.Arrays.copyOf(at, count);
    }
  }

  final Map<String, Arrived> instances = new ConcurrentHashMap<>();

  /** When each number got its first message. */
  final Map<String, Long> first = new ConcurrentHashMap<>();

  PacedGateway(long latencyMs) throws IOException {
    this.latencyMs = latencyMs;
    server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()), 1024);
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    long now = System.nanoTime();
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    instances
        .computeIfAbsent(path.substring(path.lastIndexOf('/') + 1), i -> new Arrived())
        .add(now);
    int from = body.indexOf("\"number\":\"") + 10;
    first.putIfAbsent(body.substring(from, body.indexOf('"', from)), now);
    answers.schedule(() -> answer(exchange), latencyMs, TimeUnit.MILLISECONDS);
  }

  private void answer(HttpExchange exchange) {
    byte[] bytes =
        ("{\"key\":{\"fromMe\":true,\"id\":\"PACED" + ids.incrementAndGet() + "\"},\"status\":\"PENDING\"}")
            .getBytes(StandardCharsets.UTF_8);
    try {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(201, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      System.err.println("bench: an answer could not be given: " + e.getMessage());
    } finally {
      exchange.close();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    answers.shutdownNow();
  }
}
