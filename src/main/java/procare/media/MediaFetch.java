package procare.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;
import procare.event.Event;
import procare.partner.Outcome;
import procare.partner.PartnerAnswer;
import procare.whatsapp.MediaReference.Source;

/**
 * Brings the bytes of one message into the object store, call by call. A try ends with the row
 * stored, refused, failed or due later; a second run of the same event changes nothing.
 */
@Component("mediaFetch")
public class MediaFetch {
  private final NamedParameterJdbcTemplate jdbc;
  private final Clock clock;
  private final MediaCalls calls;
  private final MediaKeeper keeper;
  private final MediaProperties settings;
  private final String begin = Sql.of("media/begin");

  MediaFetch(
      NamedParameterJdbcTemplate jdbc,
      Clock clock,
      MediaCalls calls,
      MediaKeeper keeper,
      MediaProperties settings) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.calls = calls;
    this.keeper = keeper;
    this.settings = settings;
  }

  /** {@code media.fetch.requested}: the first call, or done when there is nothing to call for. */
  public MediaWork begin(Event event) {
    MediaRow row =
        jdbc
            .query(
                begin,
                Map.of(
                    "id",
                    UUID.fromString(event.data().path("mediaId").asText()),
                    "until",
                    procare.Times.at(clock.instant().plus(MediaObjects.LEASE))),
                MediaRow::of)
            .stream()
            .findFirst()
            .orElse(null);
    if (row == null) {
      return MediaWork.DONE;
    }
    String declared = MediaTypes.base(row.declaredType());
    if (!declared.isEmpty() && !settings.allowedTypes().contains(declared)) {
      return keeper.refuse(row, "the hub keeps no " + declared);
    }
    if (row.declaredSize() != null && row.declaredSize() > settings.maxSize().toBytes()) {
      return keeper.refuse(row, "larger than " + settings.maxSize().toBytes() + " bytes");
    }
    if (row.source() == Source.INLINE) {
      return inline(row, event);
    }
    MediaWork first = calls.first(row, event);
    return first == null
        ? keeper.fail(row, event, "what the gateway said of it leads nowhere")
        : first;
  }

  /**
   * After a call: the next one, or done.
   *
   * @param answer the partner's answer; null unless the outcome is accepted
   */
  public MediaWork next(MediaWork work, Outcome outcome, PartnerAnswer answer) {
    MediaRow row = work.row();
    if (outcome.kind() == Outcome.Kind.PERMANENT) {
      return keeper.fail(row, work.event(), outcome.reason());
    }
    if (outcome.kind() != Outcome.Kind.ACCEPTED || answer == null) {
      return keeper.later(row, work.event(), outcome);
    }
    return switch (work.expects()) {
      case BYTES -> keeper.keep(row, work.event(), answer.body(), answer.contentType());
      case BASE64 -> base64(work, json(answer.body()));
      case ADDRESS -> address(work, json(answer.body()));
      case PATH -> path(work, answer);
    };
  }

  private MediaWork inline(MediaRow row, Event event) {
    byte[] raw =
        jdbc.queryForObject(
            "select raw from inbound_message where id = :id",
            Map.of("id", row.messageId()),
            byte[].class);
    JsonNode message = json(raw).path("data").path("message");
    byte[] bytes = decoded(message.path("base64").asText(""));
    return bytes == null
        ? keeper.fail(row, event, "what came inside the message is no base64")
        : keeper.keep(row, event, bytes, row.declaredType());
  }

  private MediaWork base64(MediaWork work, JsonNode answer) {
    byte[] bytes = decoded(answer.path("base64").asText(""));
    return bytes == null
        ? unreadable(work)
        : keeper.keep(work.row(), work.event(), bytes, answer.path("mimetype").asText(""));
  }

  private MediaWork address(MediaWork work, JsonNode answer) {
    String url = answer.path("url").asText("");
    if (url.isEmpty()) {
      return unreadable(work);
    }
    if (answer.path("file_size").asLong(0) > settings.maxSize().toBytes()) {
      return keeper.refuse(work.row(), "larger than " + settings.maxSize().toBytes() + " bytes");
    }
    MediaWork next = calls.address(work, url);
    return next == null
        ? keeper.fail(
            work.row(),
            work.event(),
            "its address is at no host of procare.media.gateways.cloudapi.hosts")
        : next;
  }

  private MediaWork path(MediaWork work, PartnerAnswer answer) {
    if (!MediaTypes.base(answer.contentType()).endsWith("json")) {
      return keeper.keep(work.row(), work.event(), answer.body(), answer.contentType());
    }
    String path = json(answer.body()).path("results").path("file_path").asText("");
    MediaWork next = path.isEmpty() ? null : MediaCalls.path(work.row(), path, work.event());
    return next == null ? unreadable(work) : next;
  }

  /** Proxies answer for their gateways with pages of their own; another try may do better. */
  private MediaWork unreadable(MediaWork work) {
    return keeper.later(
        work.row(),
        work.event(),
        Outcome.of(Outcome.Kind.TRANSIENT, 200, "the gateway's answer cannot be read"));
  }

  private static byte[] decoded(String base64) {
    int data = base64.startsWith("data:") ? base64.indexOf(',') + 1 : 0;
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(base64.substring(data));
      return bytes.length == 0 ? null : bytes;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      JsonNode node = MediaJson.READER.readTree(body);
      return node == null ? MissingNode.getInstance() : node;
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
