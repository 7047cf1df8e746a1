package procare.spine;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.ArrayList;
import java.util.List;
import procare.Patience;

/** The hub's partners, as their twins play them: what they were asked, and what they do wrong. */
class Partners {
  private final Http http;
  private final CircuitBreakerRegistry breakers;
  private final BrokerWire wire;

  Partners(Http http, CircuitBreakerRegistry breakers, BrokerWire wire) {
    this.http = http;
    this.breakers = breakers;
    this.wire = wire;
  }

  /** Every partner is well, its breaker closed, its log empty; the broker is there. */
  void heal() {
    wire.mend();
    for (String twin : List.of("evolution", "openrouter", "emr")) {
      fail(twin, "{\"mode\":\"ok\"}");
      http.call("DELETE", "/twins/" + twin + "/log", null, null).is(204);
    }
    breakers.getAllCircuitBreakers().stream()
        .filter(breaker -> breaker.getState() != CircuitBreaker.State.CLOSED)
        .forEach(CircuitBreaker::transitionToClosedState);
    breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
  }

  /**
   * @param fault as {@code POST /twins/{name}/faults} takes it
   */
  void fail(String twin, String fault) {
    http.post("/twins/" + twin + "/faults", null, fault).is(200);
  }

  void cutBroker() {
    wire.cut();
  }

  void mendBroker() {
    wire.mend();
  }

  CircuitBreaker.State breaker(String partner) {
    return breakers.circuitBreaker(partner).getState();
  }

  void awaitBreaker(String partner, CircuitBreaker.State state) {
    await("breaker of " + partner).atMost(Patience.LONG).until(() -> breaker(partner) == state);
  }

  /** Bodies of the requests that a twin was sent, oldest first. */
  List<JsonNode> asked(String twin) {
    List<JsonNode> bodies = new ArrayList<>();
    http.get("/twins/" + twin + "/log", null)
        .is(200)
        .json()
        .forEach(e -> bodies.add(e.get("body")));
    return bodies;
  }
}
