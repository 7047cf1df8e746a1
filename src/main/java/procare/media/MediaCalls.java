package procare.media;

import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import procare.Json;
import procare.event.Event;
import procare.media.MediaProperties.Access;
import procare.media.MediaWork.Expects;

/**
 * Which call brings the bytes: Evolution {@code POST /chat/getBase64FromMediaMessage/{instance}} or
 * the address in its bucket; GOWA's path, or {@code GET /message/{id}/download}; Meta {@code GET
 * /{media-id}} and then the address in its answer, valid for five minutes (contracts.md §1–3).
 */
@Component
class MediaCalls {
  /** Camel's names for what is not a header of the call. */
  private static final String ADDRESS = "CamelHttpUri";

  private static final String QUERY = "CamelHttpQuery";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._=+-]{1,256}");
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_@=+-][A-Za-z0-9._@=+/-]{0,500}");

  private final MediaProperties settings;

  MediaCalls(MediaProperties settings) {
    this.settings = settings;
  }

  /** The first call; null when what the gateway said leads nowhere. */
  MediaWork first(MediaRow row, Event event) {
    return switch (row.gateway()) {
      case "evolution" -> evolution(row, event);
      case "gowa" -> gowa(row, event);
      case "cloudapi" ->
          row.locator() != null && ID.matcher(row.locator()).matches()
              ? new MediaWork(
                  "cloudapi", Expects.ADDRESS, "/" + row.locator(), Map.of(), null, row, event)
              : null;
      default -> null;
    };
  }

  private MediaWork evolution(MediaRow row, Event event) {
    if (row.locator() != null && permitted(row.locator(), settings.gateway("evolution"))) {
      return new MediaWork("address", Expects.BYTES, null, at(row.locator()), null, row, event);
    }
    byte[] body =
        Json.bytes(
            Map.of(
                "message",
                Map.of("key", Map.of("id", row.providerMessageId())),
                "convertToMp4",
                false));
    return new MediaWork(
        "evolution",
        Expects.BASE64,
        "/chat/getBase64FromMediaMessage/" + row.instance(),
        Map.of(),
        body,
        row,
        event);
  }

  private static MediaWork gowa(MediaRow row, Event event) {
    MediaWork path = row.locator() == null ? null : path(row, row.locator(), event);
    if (path != null) {
      return path;
    }
    if (!ID.matcher(row.providerMessageId()).matches()) {
      return null;
    }
    return new MediaWork(
        "gowa",
        Expects.PATH,
        "/message/" + row.providerMessageId() + "/download",
        Map.of(QUERY, "phone=" + row.sender() + "&device_id=" + row.instance()),
        null,
        row,
        event);
  }

  /** A file below GOWA's own address; null when the path would lead out of it. */
  static MediaWork path(MediaRow row, String path, Event event) {
    String below = path.startsWith("/") ? path.substring(1) : path;
    return PATH.matcher(below).matches() && !below.contains("..") && !below.contains("//")
        ? new MediaWork("gowa", Expects.BYTES, "/" + below, Map.of(), null, row, event)
        : null;
  }

  /**
   * The address that Meta gave; null when it is none of Meta's, for the token goes with the call.
   */
  MediaWork address(MediaWork asked, String url) {
    return permitted(url, settings.gateway("cloudapi"))
        ? new MediaWork("cloudapi", Expects.BYTES, null, at(url), null, asked.row(), asked.event())
        : null;
  }

  /** An absolute address as Camel takes it: its query apart, as it is written. */
  private static Map<String, Object> at(String url) {
    int query = url.indexOf('?');
    return query < 0
        ? Map.of(ADDRESS, url)
        : Map.of(ADDRESS, url.substring(0, query), QUERY, url.substring(query + 1));
  }

  /** The gateway's own host as the settings name it, or one of its media hosts by HTTPS. */
  private static boolean permitted(String url, Access gateway) {
    try {
      URI address = URI.create(url);
      URI own = URI.create(gateway.url());
      if (address.getHost() == null || address.getUserInfo() != null) {
        return false;
      }
      boolean same =
          address.getHost().equals(own.getHost())
              && address.getPort() == own.getPort()
              && address.getScheme().equals(own.getScheme());
      return same
          || "https".equals(address.getScheme()) && gateway.hosts().contains(address.getHost());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
