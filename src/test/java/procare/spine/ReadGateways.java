package procare.spine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import procare.Json;

/**
 * GOWA and Meta's Graph API seen by one who reads: files, media ids and history, nothing else. Both
 * want to know who asks.
 */
final class ReadGateways {
  static final byte[] PHOTO =
      HexFormat.of().parseHex("ffd8ffe000104a46494600010100000100010000ffd9");
  private static final int FIRST_PORT = 22_000;

  /** A message in GOWA's history. */
  record Written(String id, String phone, String text, String at) {}

  private final HttpServer server;
  private final List<Written> history = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private ReadGateways(HttpServer server) {
    this.server = server;
    server.createContext("/gowa/", call -> answer(call, "Basic ZGVtbzpkZW1v", this::gowa));
    server.createContext("/cloudapi/", call -> answer(call, "Bearer demo", this::cloudApi));
    server.start();
  }

  static ReadGateways start() {
    for (int port = FIRST_PORT; port < FIRST_PORT + 1_000; port++) {
      try {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return new ReadGateways(HttpServer.create(address, 0));
      } catch (BindException e) {
        // Taken; the next one.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalStateException("no free port");
  }

  String url(String gateway) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + gateway;
  }

  void write(Written message) {
    history.add(message);
  }

  /** Methods, paths and queries, oldest first. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private interface Desk {
    /** An object to be sent as JSON, bytes to be sent as they are, or null for 404. */
    Object answer(String path);
  }

  private void answer(HttpExchange call, String secret, Desk desk) throws IOException {
    asked.add(call.getRequestMethod() + " " + call.getRequestURI());
    boolean known = secret.equals(call.getRequestHeaders().getFirst("Authorization"));
    Object answer =
        !known || !call.getRequestMethod().equals("GET")
            ? null
            : desk.answer(call.getRequestURI().getPath());
    byte[] body =
        answer == null
            ? "{}".getBytes(StandardCharsets.UTF_8)
            : answer instanceof byte[] bytes ? bytes : Json.bytes(answer);
    call.getResponseHeaders()
        .set("Content-Type", answer instanceof byte[] ? "image/jpeg" : "application/json");
    call.sendResponseHeaders(known ? answer == null ? 404 : 200 : 401, body.length);
    call.getResponseBody().write(body);
    call.close();
  }

  private Object gowa(String path) {
    if (path.startsWith("/gowa/statics/media/")) {
      return PHOTO;
    }
    if (path.matches("/gowa/message/[^/]+/download")) {
      return results(Map.of("file_path", "statics/media/asked-for.jpeg", "file_size", 22));
    }
    if (path.equals("/gowa/chats")) {
      List<Map<String, Object>> chats = new ArrayList<>();
      chats.add(
          Map.of("jid", "120363555010090001@g.us", "last_message_time", "2099-01-01T00:00:00Z"));
      history.forEach(
          w ->
              chats.add(Map.of("jid", w.phone() + "@s.whatsapp.net", "last_message_time", w.at())));
      return results(Map.of("data", chats));
    }
    if (path.matches("/gowa/chat/[^/]+/messages")) {
      return results(
          Map.of(
              "data",
              history.stream()
                  .filter(w -> path.contains(w.phone()))
                  .map(ReadGateways::record)
                  .toList()));
    }
    return null;
  }

  private static Map<String, Object> record(Written w) {
    return Map.of(
        "id", w.id(),
        "chat_jid", w.phone() + "@s.whatsapp.net",
        "sender_jid", w.phone(),
        "content", w.text(),
        "timestamp", w.at(),
        "is_from_me", false,
        "media_type", "");
  }

  private static Map<String, Object> results(Object results) {
    return Map.of("code", "SUCCESS", "message", "Success", "results", results);
  }

  private Object cloudApi(String path) {
    if (path.startsWith("/cloudapi/attachments/")) {
      return PHOTO;
    }
    String id = path.substring("/cloudapi/".length());
    return id.equals("900000000000003")
        ? Map.of("messaging_product", "whatsapp", "id", id, "url", "https://elsewhere.example/x")
        : Map.of(
            "messaging_product",
            "whatsapp",
            "id",
            id,
            "url",
            url("cloudapi/attachments/") + id + "?mid=" + id + "&ext=1&hash=x%2Fy",
            "mime_type",
            "image/jpeg",
            "file_size",
            PHOTO.length);
  }
}
