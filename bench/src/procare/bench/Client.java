package procare.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Calls of the hub's own API and webhook. */
final class Client {
  static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final String url;

  Client(String url) {
    this.url = url;
  }

  HttpResponse<String> post(String path, Object body, Map<String, String> headers)
      throws IOException, InterruptedException {
    return post(path, JSON.writeValueAsBytes(body), headers);
  }

  HttpResponse<String> post(String path, byte[] body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** An access token, or an IOException while the hub cannot give one. */
  String login(String username) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        post(
            "/api/v1/auth/login",
            Map.of("username", username, "password", People.PASSWORD),
            Map.of());
    JsonNode token = JSON.readTree(answer.body()).path("accessToken");
    if (token.isMissingNode()) {
      throw new IOException("login answered " + answer.statusCode() + " " + answer.body());
    }
    return token.asText();
  }

  /** The webhook call with which Evolution brings a text. */
  HttpResponse<String> write(String messageId, String number, String text)
      throws IOException, InterruptedException {
    return post(
        "/webhooks/evolution/procare",
        webhook(messageId, number, text),
        Map.of("X-Webhook-Secret", Lab.SECRET));
  }

  static Map<String, Object> webhook(String messageId, String number, String text) {
    return Map.of(
        "event",
        "messages.upsert",
        "instance",
        "procare",
        "data",
        Map.of(
            "key",
            Map.of("remoteJid", number + "@s.whatsapp.net", "fromMe", false, "id", messageId),
            "pushName",
            "Bench",
            "message",
            Map.of("conversation", text),
            "messageType",
            "conversation",
            "messageTimestamp",
            System.currentTimeMillis() / 1000,
            "source",
            "android"));
  }
}
