package procare.embedded.twins;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * A laboratory that takes orders over HTTP as JSON ({@code POST /orders}, {@code GET
 * /orders/{number}}, {@code POST /orders/{number}/cancel}) and as FHIR transactions ({@code POST
 * /fhir}); over MLLP see {@link LabMllpTwin}. {@code GET /orders} lists what it has.
 */
@Component
@Profile("embedded")
class LabTwin implements Twin {
  /** Faults that only a sender over MLLP sees; over HTTP the laboratory is well meanwhile. */
  static final Set<String> MLLP_FAULTS =
      Set.of("no-ack", "close", "twice", "wrong-id", "short-ack", "reject", "unable", "commit");

  private final LabBook book;

  LabTwin(LabBook book) {
    this.book = book;
  }

  @Override
  public String name() {
    return "lab";
  }

  @Override
  public Set<String> ownFaults() {
    return MLLP_FAULTS;
  }

  @Override
  public TwinAnswer fault(String mode, TwinRequest request) {
    return answer(request);
  }

  @Override
  public TwinAnswer answer(TwinRequest request) {
    if (request.is("GET", "/orders")) {
      return TwinAnswer.json(200, Map.of("items", book.all()));
    }
    if (request.is("POST", "/orders")) {
      return json(request.json());
    }
    if (request.is("POST", "/fhir")) {
      return transaction(request.json());
    }
    String[] path = request.path().split("/");
    if (path.length == 3 && "GET".equals(request.method())) {
      return shown(book.find(path[2]));
    }
    if (path.length == 4 && "cancel".equals(path[3])) {
      return shown(book.mark(path[2], "CANCELLED"));
    }
    return error(404, request);
  }

  @Override
  public TwinAnswer error(int status, TwinRequest request) {
    return TwinAnswer.json(status, Map.of("error", "failed with " + status));
  }

  private TwinAnswer json(JsonNode body) {
    String placer = body.path("orderId").asText("");
    if (placer.isEmpty() || body.path("tests").isEmpty()) {
      return TwinAnswer.json(422, Map.of("error", "orderId and tests are needed"));
    }
    List<String> tests = new ArrayList<>();
    body.path("tests").forEach(test -> tests.add(test.path("loinc").asText()));
    LabBook.Order order = book.take(placer, "json", tests, null);
    return TwinAnswer.json(order.times() == 1 ? 201 : 200, view(order));
  }

  private TwinAnswer transaction(JsonNode bundle) {
    if (!"transaction".equals(bundle.path("type").asText())) {
      return TwinAnswer.json(422, Map.of("resourceType", "OperationOutcome"));
    }
    List<Map<String, Object>> entries = new ArrayList<>();
    for (JsonNode entry : bundle.path("entry")) {
      entries.add(Map.of("response", Map.of("status", done(entry))));
    }
    return TwinAnswer.json(
        200, Map.of("resourceType", "Bundle", "type", "transaction-response", "entry", entries));
  }

  private String done(JsonNode entry) {
    JsonNode resource = entry.path("resource");
    if (!"ServiceRequest".equals(resource.path("resourceType").asText())) {
      return "200 OK";
    }
    String placer = resource.at("/identifier/0/value").asText();
    if ("PUT".equals(entry.at("/request/method").asText())) {
      return book.mark(placer, "CANCELLED").isPresent() ? "200 OK" : "404 Not Found";
    }
    String test = resource.at("/code/coding/0/code").asText();
    return book.take(placer, "fhir", List.of(test), null).times() == 1 ? "201 Created" : "200 OK";
  }

  private static TwinAnswer shown(Optional<LabBook.Order> order) {
    return order
        .map(found -> TwinAnswer.json(200, view(found)))
        .orElseGet(() -> TwinAnswer.json(404, Map.of("error", "no such order")));
  }

  private static Map<String, Object> view(LabBook.Order order) {
    return Map.of("orderId", order.placer(), "labRef", order.labRef(), "status", order.state());
  }
}
