package procare.partner.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import procare.Json;
import procare.partner.pack.Pack;
import procare.partner.pack.PackSettings;
import procare.partner.pack.Protocol;

/** The addresses of one poll's pages, and where the next poll goes on. */
abstract class PollPages {
  private static final Duration FIRST = Duration.ofDays(7);

  /** A server's clock and index may be late; what comes twice changes nothing. */
  private static final Duration OVERLAP = Duration.ofMinutes(5);

  private final Instant now;
  private String url;
  private boolean more;

  PollPages(String url, Instant now) {
    this.url = url;
    this.now = now;
  }

  /**
   * @param cursor where the last poll ended, or null for the first
   * @throws IllegalStateException when an operator set an address that cannot be
   */
  static PollPages of(Pack pack, PackSettings settings, String cursor, Instant now) {
    return pack.protocol() == Protocol.FHIR_REST
        ? new Fhir(settings.endpoint(pack, "base").orElseThrow().toString(), cursor, now)
        : new Own(pack, settings.endpoint(pack, "results").orElseThrow().toString(), cursor, now);
  }

  String url() {
    return url;
  }

  /** For people and rows: when it was asked. */
  String name() {
    return "poll of " + now;
  }

  boolean more() {
    return more;
  }

  void next(String address) {
    more = address != null && !address.equals(url);
    url = more ? address : url;
  }

  abstract String accept();

  /** False for a page that says that there is nothing. */
  abstract boolean holdsReports(byte[] body);

  /** Takes note of a page that was taken in; the cursor for next time, or null to keep it. */
  abstract String after(byte[] body);

  static JsonNode parse(byte[] body) {
    try {
      return Json.parse(body);
    } catch (IOException e) {
      return Json.MAPPER.createObjectNode();
    }
  }

  private static String with(String address, String query) {
    return address + (address.contains("?") ? "&" : "?") + query;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A search for what changed (hl7.org/fhir/R4/search.html), following the Bundle's next links. */
  private static final class Fhir extends PollPages {
    private final String base;
    private Instant latest;

    Fhir(String base, String cursor, Instant now) {
      super(first(base, cursor, now), now);
      this.base = base;
    }

    private static String first(String base, String cursor, Instant now) {
      Instant since = cursor == null ? now.minus(FIRST) : Instant.parse(cursor).minus(OVERLAP);
      return with(
          base.replaceAll("/+$", "") + "/DiagnosticReport",
          "_lastUpdated=gt"
              + encoded(since.toString())
              + "&_sort=_lastUpdated&_count=50&_include=DiagnosticReport:result"
              + "&_include=DiagnosticReport:subject&_include=DiagnosticReport:based-on");
    }

    @Override
    String accept() {
      return "application/fhir+json";
    }

    @Override
    boolean holdsReports(byte[] body) {
      JsonNode bundle = parse(body);
      return !"Bundle".equals(bundle.path("resourceType").asText())
          || !bundle.path("entry").isEmpty();
    }

    @Override
    String after(byte[] body) {
      JsonNode bundle = parse(body);
      for (JsonNode entry : bundle.path("entry")) {
        String time = entry.at("/resource/meta/lastUpdated").asText("");
        if ("DiagnosticReport".equals(entry.at("/resource/resourceType").asText())) {
          note(time);
        }
      }
      String next = null;
      for (JsonNode link : bundle.path("link")) {
        if ("next".equals(link.path("relation").asText())) {
          next = link.path("url").asText(null);
        }
      }
      next(sameHost(next) ? next : null);
      return latest == null ? null : latest.toString();
    }

    private void note(String time) {
      try {
        Instant at = OffsetDateTime.parse(time).toInstant();
        latest = latest == null || at.isAfter(latest) ? at : latest;
      } catch (DateTimeException e) {
        // Without a time this report does not move the cursor.
      }
    }

    /** The secret goes with the call: never to another host. */
    private boolean sameHost(String address) {
      try {
        URI next = address == null ? null : URI.create(address);
        URI own = URI.create(base);
        return next != null
            && own.getScheme().equals(next.getScheme())
            && own.getAuthority().equals(next.getAuthority());
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }

  /** A partner's own API, by the cursor that its pack names. */
  private static final class Own extends PollPages {
    private final Pack pack;
    private final String address;
    private String cursor;

    Own(Pack pack, String address, String cursor, Instant now) {
      super(at(pack, address, cursor), now);
      this.pack = pack;
      this.address = address;
      this.cursor = cursor;
    }

    private static String at(Pack pack, String address, String cursor) {
      Pack.Cursor named = pack.results().cursor();
      return named == null || cursor == null
          ? address
          : with(address, encoded(named.parameter()) + "=" + encoded(cursor));
    }

    @Override
    String accept() {
      return "application/json";
    }

    @Override
    boolean holdsReports(byte[] body) {
      JsonNode reports = parse(body).at(pack.results().reports());
      return !reports.isArray() || !reports.isEmpty();
    }

    @Override
    String after(byte[] body) {
      Pack.Cursor named = pack.results().cursor();
      String found =
          named == null || named.next() == null ? "" : parse(body).at(named.next()).asText("");
      boolean moved = !found.isBlank() && !found.equals(cursor) && !"null".equals(found);
      cursor = moved ? found : cursor;
      next(moved && holdsReports(body) ? at(pack, address, cursor) : null);
      return moved ? cursor : null;
    }
  }
}
