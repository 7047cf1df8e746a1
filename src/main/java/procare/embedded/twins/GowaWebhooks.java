package procare.embedded.twins;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import procare.Json;

/**
 * What GOWA v9 posts to the hub (envelope with {@code event}, {@code device_id}, {@code payload};
 * docs/webhook-payload.md): messages that people write, and receipts for those that the hub sent.
 * It has no receipt for "sent".
 */
@Component
@Profile("embedded")
class GowaWebhooks implements Phone {
  private static final String DEVICE = "915550000901@s.whatsapp.net";

  /** Where GOWA keeps the files of the messages that it took. */
  static final String MEDIA = "statics/media/";

  private record Receipt(String type, Duration after) {}

  private static final List<Receipt> RECEIPTS =
      List.of(
          new Receipt("delivered", Duration.ofMillis(300)),
          new Receipt("read", Duration.ofMillis(1200)));

  private final WebhookPost post;
  private final Chat chat;
  private final Photos photos;
  private final Clock clock;

  GowaWebhooks(WebhookPost post, Chat chat, Photos photos, Clock clock) {
    this.photos = photos;
    this.post = post;
    this.chat = chat;
    this.clock = clock;
  }

  @Override
  public String gateway() {
    return "gowa";
  }

  @Override
  public String write(Written written) {
    String id = MessageIds.next();
    EvolutionMemory.Media media = written.media();
    chat.fromPerson(gateway(), id, written.number(), written.text(), photos.keep(id, media));
    String jid = Jid.of(written.number());
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("id", id);
    payload.put("chat_id", jid);
    payload.put("from", jid);
    payload.put("from_name", "Demo");
    payload.put("timestamp", now());
    payload.put("is_from_me", false);
    payload.put("body", written.text());
    if (media != null) {
      String file = MEDIA + id + "." + media.mimetype().replaceFirst(".*/", "");
      payload.put("image", Map.of("path", file, "caption", written.text()));
    }
    if (written.quoted() != null) {
      payload.put("replied_to_id", written.quoted());
    }
    Map<String, Object> envelope = envelope("message", payload);
    send(envelope, Duration.ZERO, taken -> chat.mark(id, taken ? "read" : "failed"));
    return id;
  }

  /** The receipts that follow a message of the hub; the ticks on the phone go with them. */
  void receipts(String id, String jid) {
    for (Receipt receipt : RECEIPTS) {
      Map<String, Object> payload = new LinkedHashMap<>();
      payload.put("ids", List.of(id));
      payload.put("chat_id", jid);
      payload.put("from", jid);
      payload.put("receipt_type", receipt.type());
      payload.put("receipt_type_description", "");
      Map<String, Object> envelope = envelope("message.ack", payload);
      envelope.put("timestamp", now());
      send(envelope, receipt.after(), taken -> chat.mark(id, receipt.type()));
    }
  }

  private static Map<String, Object> envelope(String event, Map<String, Object> payload) {
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("event", event);
    envelope.put("device_id", DEVICE);
    envelope.put("session_id", "procare");
    envelope.put("payload", payload);
    return envelope;
  }

  private void send(Map<String, Object> envelope, Duration after, Consumer<Boolean> outcome) {
    String body = Json.tree(envelope).toString();
    post.send(
        "/webhooks/gowa/procare",
        body,
        Signed.header(body),
        after,
        WebhookPost.Retries.GOWA,
        outcome);
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
