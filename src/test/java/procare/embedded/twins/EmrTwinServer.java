package procare.embedded.twins;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.time.Clock;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** The twin of a medical record behind a real HTTP server of its own, for tests without the hub. */
public final class EmrTwinServer implements AutoCloseable {
  private final HttpServer server;
  private final EmrTwin twin;
  private final Deque<Fault> faults = new ConcurrentLinkedDeque<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private EmrTwinServer(PublicKey key, Clock clock) throws IOException {
    twin = new EmrTwin(Base64.getEncoder().encodeToString(key.getEncoded()), clock);
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 200);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/twins/emr", this::handle);
    server.start();
  }

  public static EmrTwinServer start(PublicKey key, Clock clock) {
    try {
      return new EmrTwinServer(key, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/twins/emr/fhir";
  }

  /** What the next request meets: a mode of the twin, or {@code error} with this status. */
  public void next(String mode, int status, Integer retryAfter) {
    faults.add(new Fault(mode, status, 0, 1, retryAfter));
  }

  /** Method and path of every request, oldest first. */
  public List<String> asked() {
    return asked;
  }

  public long asked(String request) {
    return asked.stream().filter(request::equals).count();
  }

  /** What was written of one type. */
  public JsonNode written(String type) {
    return twin.written(type).path("entry");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring("/twins/emr".length());
      TwinRequest request =
          new TwinRequest(
              exchange.getRequestMethod(),
              path,
              exchange.getRequestBody().readAllBytes(),
              exchange.getRequestHeaders()::getFirst);
      asked.add(request.method() + " " + path);
      Fault fault = faults.poll();
      TwinAnswer answer =
          fault == null
              ? twin.answer(request)
              : fault.mode().equals("error")
                  ? twin.error(fault.status(), request)
                  : twin.fault(fault.mode(), request);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      if (fault != null && fault.retryAfter() != null) {
        exchange.getResponseHeaders().set("Retry-After", fault.retryAfter().toString());
      }
      exchange.sendResponseHeaders(answer.status(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
