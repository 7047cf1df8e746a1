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
 * What Evolution posts to the hub (envelope and fields of v2.3.6, {@code webhook.controller.ts}):
 * messages that people write, and receipts for those that the hub sent.
 */
@Component
@Profile("embedded")
class EvolutionWebhooks implements Phone {
  static final String INSTANCE_ID = "6b1f0c52-0d5e-4a7e-9a52-5d3f0c1e7a11";
  private static final String HUB_NUMBER = "915550000900@s.whatsapp.net";

  private record Receipt(String status, String state, Duration after) {}

  private static final List<Receipt> RECEIPTS =
      List.of(
          new Receipt("SERVER_ACK", "sent", Duration.ofMillis(60)),
          new Receipt("DELIVERY_ACK", "delivered", Duration.ofMillis(300)),
          new Receipt("READ", "read", Duration.ofMillis(1200)));

  private final WebhookPost post;
  private final Chat chat;
  private final EvolutionMemory memory;
  private final Photos photos;
  private final Clock clock;
  private final String instance;
  private final String secret;

  EvolutionWebhooks(
      WebhookPost post,
      Chat chat,
      EvolutionMemory memory,
      Photos photos,
      Clock clock,
      @Value("${procare.whatsapp.evolution.instance}") String instance,
      @Value("${procare.whatsapp.evolution.webhook-secret}") String secret) {
    this.post = post;
    this.chat = chat;
    this.memory = memory;
    this.photos = photos;
    this.clock = clock;
    this.instance = instance;
    this.secret = secret;
  }

  @Override
  public String gateway() {
    return "evolution";
  }

  @Override
  public String write(Written written) {
    String number = written.number();
    String text = written.text();
    EvolutionMemory.Media media = written.media();
    String id = MessageIds.next();
    chat.fromPerson(gateway(), id, number, text, photos.keep(id, media));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("key", Map.of("remoteJid", number + "@s.whatsapp.net", "fromMe", false, "id", id));
    data.put("pushName", "Demo");
    data.put("status", "DELIVERY_ACK");
    data.put(
        "message",
        media == null
            ? Map.of("conversation", text)
            : Map.of("imageMessage", Map.of("mimetype", media.mimetype(), "caption", text)));
    data.put("messageType", media == null ? "conversation" : "imageMessage");
    long seconds = clock.instant().getEpochSecond();
    data.put("messageTimestamp", seconds);
    data.put("instanceId", INSTANCE_ID);
    data.put("source", "android");
    memory.add(data, seconds, media);
    if (written.lost()) {
      return id;
    }
    send("messages.upsert", data, Duration.ZERO, taken -> chat.mark(id, taken ? "read" : "failed"));
    return id;
  }

  /** The receipts that follow a message of the hub; the ticks on the phone go with them. */
  void receipts(String id, String jid) {
    for (Receipt receipt : RECEIPTS) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("keyId", id);
      data.put("remoteJid", jid);
      data.put("fromMe", true);
      data.put("status", receipt.status());
      data.put("instanceId", INSTANCE_ID);
      data.put("messageId", "cm" + id.toLowerCase(java.util.Locale.ROOT));
      send("messages.update", data, receipt.after(), taken -> chat.mark(id, receipt.state()));
    }
  }

  private void send(
      String event, Map<String, Object> data, Duration after, Consumer<Boolean> outcome) {
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("event", event);
    envelope.put("instance", instance);
    envelope.put("data", data);
    envelope.put("destination", post.address("/webhooks/evolution/" + instance));
    envelope.put("date_time", clock.instant().toString());
    envelope.put("sender", HUB_NUMBER);
    envelope.put("server_url", post.address("/twins/evolution"));
    envelope.put("apikey", null);
    post.send(
        "/webhooks/evolution/" + instance,
        Json.tree(envelope).toString(),
        Map.of("X-Webhook-Secret", secret),
        after,
        WebhookPost.Retries.EVOLUTION,
        outcome);
  }
}
