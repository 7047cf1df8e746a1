package procare.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands in for OpenRouter: healthy (gives the text back), failing, or hanging for 30 s. */
final class Model implements Lab.Thing {
  /** How it behaves. */
  enum Mode {
    HEALTHY,
    ERROR,
    HANGING
  }

  final AtomicInteger calls = new AtomicInteger();
  volatile Mode mode = Mode.HEALTHY;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  Model() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()), 256);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    calls.incrementAndGet();
    JsonNode request = Client.JSON.readTree(exchange.getRequestBody());
    Mode now = mode;
    if (now == Mode.HANGING) {
      try {
        Thread.sleep(30_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    JsonNode messages = request.path("messages");
    String text = messages.path(messages.size() - 1).path("content").asText("");
    int status = now == Mode.ERROR ? 503 : 200;
    String body =
        now == Mode.ERROR
            ? "{\"error\":{\"code\":503,\"message\":\"Provider overloaded\"}}"
            : "{\"id\":\"gen-1\",\"model\":\"bench\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":"
                + Client.JSON.writeValueAsString(text)
                + "}}]}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
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
