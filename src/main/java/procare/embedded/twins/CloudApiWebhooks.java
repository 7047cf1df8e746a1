package procare.embedded.twins;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import procare.Json;

/**
 * What Meta posts to the hub's {@code /webhooks/whatsapp} (Cloud API v25.0): messages and taps of
 * people, and statuses of what the hub sent.
 */
@Component
@Profile("embedded")
class CloudApiWebhooks implements Phone {
  static final int WINDOW_CLOSED = 131047;

  static final String PHOTOS = "/attachments/";

  private record Status(String name, Duration after) {}

  private static final List<Status> STATUSES =
      List.of(
          new Status("sent", Duration.ofMillis(60)),
          new Status("delivered", Duration.ofMillis(300)),
          new Status("read", Duration.ofMillis(1200)));

  private final WebhookPost post;
  private final Chat chat;
  private final Photos photos;
  private final Clock clock;
  private final String phoneNumberId;

  CloudApiWebhooks(
      WebhookPost post,
      Chat chat,
      Photos photos,
      Clock clock,
      @Value("${procare.whatsapp.gateways.cloudapi.instance}") String phoneNumberId) {
    this.post = post;
    this.chat = chat;
    this.photos = photos;
    this.clock = clock;
    this.phoneNumberId = phoneNumberId;
  }

  @Override
  public String gateway() {
    return "cloudapi";
  }

  @Override
  public String write(Written written) {
    String id = MessageIds.wamid();
    chat.fromPerson(
        gateway(), id, written.number(), written.text(), photos.keep(id, written.media()));
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("from", written.number());
    message.put("id", id);
    message.put("timestamp", seconds());
    if (written.quoted() != null) {
      message.put("context", Map.of("from", "915550000902", "id", written.quoted()));
    }
    if (written.media() != null) {
      message.put("type", "image");
      message.put(
          "image",
          Map.of("id", id, "mime_type", written.media().mimetype(), "caption", written.text()));
    } else if (written.buttonId() == null) {
      message.put("type", "text");
      message.put("text", Map.of("body", written.text()));
    } else {
      message.put("type", "interactive");
      message.put(
          "interactive",
          Map.of(
              "type",
              "button_reply",
              "button_reply",
              Map.of("id", written.buttonId(), "title", written.text())));
    }
    Map<String, Object> value = value();
    value.put(
        "contacts", List.of(Map.of("profile", Map.of("name", "Demo"), "wa_id", written.number())));
    value.put("messages", List.of(message));
    send(value, Duration.ZERO, taken -> chat.mark(id, taken ? "read" : "failed"));
    return id;
  }

  /**
   * Where the bytes of a picture are, as Meta answers {@code GET /{media-id}}; null when unknown.
   */
  Map<String, Object> photo(String id) {
    TwinAnswer photo = photos.bytes(id);
    return photo == null
        ? null
        : Map.of(
            "messaging_product",
            "whatsapp",
            "id",
            id,
            "mime_type",
            photo.contentType(),
            "file_size",
            photo.body().length,
            "url",
            post.address("/twins/cloudapi" + PHOTOS + id));
  }

  /** The statuses that follow a message of the hub; the ticks on the phone go with them. */
  void statuses(String id, String number) {
    for (Status status : STATUSES) {
      status(id, number, status.name(), status.after(), List.of());
    }
  }

  /** Accepted and refused later, as Meta does outside the 24-hour window. */
  void refuse(String id, String number) {
    Map<String, Object> error =
        Map.of(
            "code",
            WINDOW_CLOSED,
            "title",
            "Re-engagement message",
            "message",
            "Re-engagement message");
    status(id, number, "failed", Duration.ofMillis(200), List.of(error));
  }

  private void status(
      String id, String number, String name, Duration after, List<Map<String, Object>> errors) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("id", id);
    status.put("status", name);
    status.put("timestamp", seconds());
    status.put("recipient_id", number);
    if (!errors.isEmpty()) {
      status.put("errors", errors);
    }
    Map<String, Object> value = value();
    value.put("statuses", List.of(status));
    send(value, after, taken -> chat.mark(id, name));
  }

  private Map<String, Object> value() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("messaging_product", "whatsapp");
    value.put(
        "metadata",
        Map.of("display_phone_number", "915550000902", "phone_number_id", phoneNumberId));
    return value;
  }

  private void send(Map<String, Object> value, Duration after, Consumer<Boolean> outcome) {
    String body =
        Json.tree(
                Map.of(
                    "object",
                    "whatsapp_business_account",
                    "entry",
                    List.of(
                        Map.of(
                            "id",
                            "100550000000900",
                            "changes",
                            List.of(Map.of("value", value, "field", "messages"))))))
            .toString();
    post.send(
        "/webhooks/whatsapp", body, Signed.header(body), after, WebhookPost.Retries.META, outcome);
  }

  private String seconds() {
    return Long.toString(clock.instant().getEpochSecond());
  }
}
