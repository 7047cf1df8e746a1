package procare.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands in for Evolution API outside the process that is killed, so that it remembers every text
 * it was given. Its faults can be switched while it runs.
 */
final class Gateway implements Lab.Thing {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How it behaves. */
  enum Mode {
    OK,
    ERROR,
    SLOW,
    THROTTLED,
    RESET
  }

  /** One person and one text. */
  record Text(String number, String text) {}

  /** How often each text was accepted. */
  final Map<Text, AtomicInteger> sent = new ConcurrentHashMap<>();

  /** When each number got its first text, as System.nanoTime(). */
  final Map<String, Long> first = new ConcurrentHashMap<>();

  final AtomicInteger calls = new AtomicInteger();
  volatile Mode mode = Mode.OK;
  private final AtomicLong ids = new AtomicLong();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  Gateway() throws IOException {
    server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()), 256);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  int total() {
    return sent.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  private void handle(HttpExchange exchange) throws IOException {
    long now = System.nanoTime();
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    calls.incrementAndGet();
    switch (mode) {
      case ERROR ->
          answer(exchange, 500, "{\"status\":500,\"response\":{\"message\":[\"Connection Closed\"]}}");
      case THROTTLED -> {
        exchange.getResponseHeaders().set("Retry-After", "2");
        answer(exchange, 429, "{}");
      }
      case RESET -> exchange.close();
      default -> {
        if (mode == Mode.SLOW) {
          sleep(30_000);
        }
        Text text = new Text(body.path("number").asText(), body.path("text").asText());
        first.putIfAbsent(text.number(), now);
        sent.computeIfAbsent(text, t -> new AtomicInteger()).incrementAndGet();
        answer(
            exchange,
            201,
            "{\"key\":{\"remoteJid\":\"%s@s.whatsapp.net\",\"fromMe\":true,\"id\":\"BENCH%d\"},\"status\":\"PENDING\"}"
                .formatted(text.number(), ids.incrementAndGet()));
      }
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
