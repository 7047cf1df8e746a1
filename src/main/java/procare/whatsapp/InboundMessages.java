package procare.whatsapp;

import static procare.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Ids;
import procare.Json;
import procare.Sql;
import procare.delivery.Outcomes;
import procare.event.Event;
import procare.event.Outbox;
import procare.media.MediaObjects;
import procare.whatsapp.Incoming.Kind;

/**
 * Takes in webhook events: raw body first, since a gateway may never send it again, then at most
 * one event per message however often it comes.
 */
@Component
public class InboundMessages {
  private static final Logger LOG = LoggerFactory.getLogger(InboundMessages.class);
  private static final List<String> SECRET_FIELDS = List.of("apikey", "api_key");

  private final NamedParameterJdbcTemplate jdbc;
  private final Outbox outbox;
  private final Outcomes outcomes;
  private final Senders senders;
  private final MediaObjects media;
  private final Clock clock;
  private final String store = Sql.of("whatsapp/store-inbound");

  public InboundMessages(
      NamedParameterJdbcTemplate jdbc,
      Outbox outbox,
      Outcomes outcomes,
      Senders senders,
      MediaObjects media,
      Clock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.outcomes = outcomes;
    this.senders = senders;
    this.media = media;
    this.clock = clock;
  }

  /**
   * What was done with a webhook call; the gateway is answered 200 in every case.
   *
   * @param result {@code stored, duplicate, receipt, ignored, unusable}
   * @param correlationId names the story that began, or null
   */
  public record Taken(String result, String correlationId) {}

  /**
   * @param answerDelay how long this sender's answers must wait (rate limit); the message itself is
   *     read at once
   * @param raw what is stored: the call's body, or this item of it
   * @param incoming from {@link #read}
   */
  @Transactional
  public Taken receive(
      String gateway, String instance, byte[] raw, Incoming incoming, Duration answerDelay) {
    if (incoming.kind() == Kind.RECEIPT) {
      outcomes.receipt(
          gateway,
          incoming.providerMessageId(),
          incoming.receipt(),
          incoming.sentAt(),
          incoming.code());
      return new Taken("receipt", null);
    }
    Senders.Sender sender = incoming.kind() == Kind.MESSAGE ? senders.of(incoming) : Senders.NOBODY;
    UUID id = Ids.next();
    Instant now = clock.instant();
    Instant answerAfter = answerDelay.isZero() ? null : now.plus(answerDelay);
    String correlationId = id.toString();
    List<UUID> stored =
        jdbc.queryForList(
            store,
            new MapSqlParameterSource()
                .addValue("id", id)
                .addValue("gateway", gateway)
                .addValue("instance", instance)
                .addValue("providerMessageId", Texts.storable(incoming.providerMessageId()))
                .addValue("event", Texts.storable(incoming.event()))
                .addValue("state", state(incoming, answerAfter))
                .addValue(
                    "reason",
                    Texts.storable(
                        incoming.kind() == Kind.MESSAGE ? sender.reason() : incoming.reason()))
                .addValue("personId", sender.personId())
                .addValue("sender", Texts.storable(incoming.address()))
                .addValue("text", Texts.storable(incoming.content().text()))
                .addValue("raw", withoutSecrets(raw))
                .addValue("sentAt", at(incoming.sentAt()))
                .addValue("receivedAt", at(now))
                .addValue("answerAfter", answerAfter == null ? null : at(answerAfter))
                .addValue("correlationId", correlationId),
            UUID.class);
    if (stored.isEmpty()) {
      return new Taken("duplicate", null);
    }
    if (incoming.kind() == Kind.IGNORED) {
      if (incoming.reason() != null && incoming.reason().startsWith("gateway")) {
        LOG.warn("WhatsApp {} {}: {}", gateway, instance, incoming.reason());
      }
      return new Taken(incoming.unusable() ? "unusable" : "ignored", correlationId);
    }
    UUID mediaId = media.wanted(id, sender.patientId(), gateway, instance, correlationId, incoming);
    Event received =
        received(id, incoming, sender, now, answerAfter, gateway, instance, correlationId, mediaId);
    outbox.append(received);
    if (mediaId != null) {
      outbox.append(MediaObjects.fetch(received, mediaId, now));
    }
    return new Taken("stored", correlationId);
  }

  /** Whether this event was stored before; a hint only, {@link #receive} decides. */
  public boolean stored(String gateway, String instance, Incoming incoming) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select exists (select 1 from inbound_message where gateway = :gateway and instance = :instance"
                + " and event = :event and provider_message_id = :id)",
            Map.of(
                "gateway",
                gateway,
                "instance",
                instance,
                "event",
                Texts.storable(incoming.event()),
                "id",
                Texts.storable(incoming.providerMessageId())),
            Boolean.class));
  }

  /**
   * Translates a call; what is no JSON object becomes an unusable event, stored for a person to
   * look at.
   */
  public List<Incoming> read(GatewayEvents events, byte[] raw) {
    String digest = digest(raw);
    Instant now = clock.instant();
    try {
      JsonNode body = Json.parse(raw);
      if (body != null && body.isObject()) {
        List<Incoming> items = new ArrayList<>();
        for (Incoming item : events.read(body, digest, now)) {
          items.add(item.storable() ? item : item.unstorable(digest + "#" + items.size()));
        }
        return items;
      }
      return List.of(Incoming.ignored(Incoming.UNUSABLE, digest, now, "not a JSON object"));
    } catch (IOException e) {
      return List.of(
          Incoming.ignored(
              Incoming.UNUSABLE, digest, now, "not JSON: " + e.getClass().getSimpleName()));
    }
  }

  private static String state(Incoming incoming, Instant answerAfter) {
    if (incoming.kind() == Kind.IGNORED) {
      return incoming.unusable() ? "UNUSABLE" : "IGNORED";
    }
    return answerAfter == null ? "RECEIVED" : "DEFERRED";
  }

  private static Event received(
      UUID id,
      Incoming incoming,
      Senders.Sender sender,
      Instant now,
      Instant answerAfter,
      String gateway,
      String instance,
      String correlationId,
      UUID mediaId) {
    Content content = incoming.content();
    Map<String, Object> data = new HashMap<>();
    data.put("messageId", id);
    data.put("personId", sender.personId());
    data.put("address", Texts.storable(incoming.address()));
    data.put("gateway", gateway);
    data.put("instance", instance);
    data.put("text", Texts.storable(content.text()));
    data.put("buttonId", Texts.storable(content.buttonId()));
    data.put("mediaType", content.mediaType());
    data.put("mediaId", mediaId);
    data.put("location", content.location());
    data.put("reaction", Texts.storable(content.reaction()));
    data.put("quotedProviderMessageId", Texts.storable(content.quoted()));
    data.put("sentAt", incoming.sentAt());
    data.put("answerAfter", answerAfter);
    return Event.first(
            "patient.message.received",
            now,
            correlationId,
            "whatsapp",
            id,
            sender.patientId(),
            data)
        .asUrgent();
  }

  private static byte[] withoutSecrets(byte[] raw) {
    try {
      JsonNode body = Json.parse(raw);
      if (body instanceof ObjectNode object) {
        SECRET_FIELDS.stream()
            .filter(object::hasNonNull)
            .forEach(field -> object.put(field, "[redacted]"));
        return Json.bytes(object);
      }
      return raw;
    } catch (IOException e) {
      return raw;
    }
  }

  private static String digest(byte[] raw) {
    try {
      return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
