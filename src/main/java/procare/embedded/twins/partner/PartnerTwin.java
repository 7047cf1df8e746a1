package procare.embedded.twins.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import procare.Ids;
import procare.Json;
import procare.embedded.twins.Twin;
import procare.embedded.twins.TwinAnswer;
import procare.embedded.twins.TwinRequest;
import procare.partner.pack.Pack;
import procare.partner.pack.PackSecret;
import procare.partner.pack.Protocol;

/**
 * The HTTP side of a pack's partner: answers polls with what a tester had it report, one report a
 * page, and takes orders. Nothing is there until a tester says so.
 */
final class PartnerTwin implements Twin {
  private static final String FHIR = "application/fhir+json";
  private final Pack pack;
  private final PackSecret secret;
  private final ResultWriter writer;
  private final Shelf shelf = new Shelf();

  /** Numbers that were given to orders, by what keeps a repeated one from being two. */
  private final ConcurrentMap<String, String> orders = new ConcurrentHashMap<>();

  PartnerTwin(Pack pack, PackSecret secret, Optional<ResultWriter> writer) {
    this.pack = pack;
    this.secret = secret;
    this.writer = writer.orElse(null);
  }

  @Override
  public String name() {
    return pack.name();
  }

  Pack pack() {
    return pack;
  }

  /**
   * Empty when the pack has no results or no sample of them.
   *
   * @see ResultWriter
   */
  Optional<ResultWriter> writer() {
    return Optional.ofNullable(writer);
  }

  Shelf shelf() {
    return shelf;
  }

  @Override
  public TwinAnswer answer(TwinRequest request) {
    String expected = secret.value();
    String sent = request.header().apply(PackSecret.header(pack));
    if (!expected.isBlank() && !expected.equals(sent)) {
      return error(401, request);
    }
    boolean fhir = pack.protocol() == Protocol.FHIR_REST;
    if (fhir && request.is("GET", "/DiagnosticReport")) {
      return bundle(request);
    }
    if (fhir && request.is("GET", "/Patient")) {
      return fhir(200, searchset());
    }
    if (fhir && request.is("POST", "/ServiceRequest")) {
      return order(request, request.json());
    }
    if (pack.protocol() == Protocol.JSON_REST && request.is("GET", "/results")) {
      return page(request);
    }
    if (pack.protocol() == Protocol.JSON_REST && request.is("POST", "/orders")) {
      return order(request, Json.MAPPER.createObjectNode());
    }
    return error(404, request);
  }

  private TwinAnswer order(TwinRequest request, JsonNode answer) {
    if (!request.json().isObject() || pack.orders() == null) {
      return error(400, request);
    }
    String header = pack.orders().header() == null ? "Idempotency-Key" : pack.orders().header();
    String key = request.header().apply(header);
    String filler =
        orders.computeIfAbsent(
            key == null ? new String(request.body(), StandardCharsets.UTF_8) : key,
            k -> "T-" + Ids.next());
    if (pack.protocol() == Protocol.FHIR_REST) {
      return fhir(201, ((ObjectNode) answer).put("id", filler));
    }
    String pointer = pack.orders().filler();
    if (pointer != null) {
      JsonResults.set(answer, pointer, filler);
    }
    return TwinAnswer.json(201, answer);
  }

  /** Where a partner's own API goes on, by the cursor that its pack names. */
  private TwinAnswer page(TwinRequest request) {
    Pack.Cursor cursor = pack.results().cursor();
    String since = cursor == null ? null : query(request, cursor.parameter());
    Shelf.Report report = shelf.after(time(since)).orElse(null);
    JsonNode root =
        JsonResults.parse(report == null ? writer.write(NOTHING) : report.body()).deepCopy();
    if (report == null) {
      JsonNode list = root.at(pack.results().reports());
      if (list instanceof ArrayNode array) {
        array.removeAll();
      } else {
        root = Json.MAPPER.createArrayNode();
      }
    }
    if (cursor != null && cursor.next() != null) {
      JsonResults.set(root, cursor.next(), report == null ? since : report.at().toString());
    }
    return TwinAnswer.json(200, root);
  }

  /** Only the frame of such a document is answered. */
  private static final NewResult NOTHING =
      new NewResult(
          "0",
          null,
          "0",
          new NewResult.Somebody("0", null, null, null, null, null, null),
          "0",
          null,
          null,
          null,
          null,
          "final",
          Instant.EPOCH);

  /** A search by {@code _lastUpdated=gt<time>} (hl7.org/fhir/R4/search.html). */
  private TwinAnswer bundle(TwinRequest request) {
    String since = query(request, "_lastUpdated");
    Shelf.Report report =
        shelf.after(since == null ? null : time(since.replaceFirst("^gt", ""))).orElse(null);
    if (report == null) {
      return fhir(200, searchset());
    }
    ObjectNode bundle = (ObjectNode) JsonResults.parse(report.body());
    bundle.put("type", "searchset").remove("link");
    if (shelf.after(report.at()).isPresent()) {
      bundle
          .putArray("link")
          .addObject()
          .put("relation", "next")
          .put(
              "url",
              "http://"
                  + request.header().apply("Host")
                  + "/twins/"
                  + PartnerTwins.FAMILY
                  + "/"
                  + pack.name()
                  + "/DiagnosticReport?_lastUpdated=gt"
                  + report.at());
    }
    return fhir(200, bundle);
  }

  private static String query(TwinRequest request, String parameter) {
    String value =
        UriComponentsBuilder.newInstance()
            .query(request.query())
            .build()
            .getQueryParams()
            .getFirst(parameter);
    return value == null ? null : UriUtils.decode(value, StandardCharsets.UTF_8);
  }

  /** A cursor of another life of this twin, or none, is the beginning. */
  private static Instant time(String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Map<String, Object> searchset() {
    return Map.of("resourceType", "Bundle", "type", "searchset");
  }

  @Override
  public TwinAnswer error(int status, TwinRequest request) {
    if (pack.protocol() == Protocol.FHIR_REST) {
      return fhir(
          status,
          Map.of(
              "resourceType",
              "OperationOutcome",
              "issue",
              List.of(
                  Map.of("severity", "error", "code", status == 429 ? "throttled" : "exception"))));
    }
    return TwinAnswer.json(status, Map.of("error", "failed with " + status));
  }

  private static TwinAnswer fhir(int status, Object body) {
    TwinAnswer json = TwinAnswer.json(status, body);
    return new TwinAnswer(status, FHIR, json.body(), json.headers());
  }
}
