package procare.routes;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import procare.order.OrderPartner;
import procare.order.OrderPartner.Format;
import procare.order.OrderWork;
import procare.partner.GatewayBreakers;
import procare.partner.PartnerSecret;

/**
 * The ways out to laboratories that take orders over HTTP: for each a route that posts and one that
 * looks up, through the call-partner Kamelet and the laboratory's breaker. A way is made when it is
 * first needed, and made anew when the laboratory is described otherwise.
 */
@Component("labOrderRoutes")
public class LabOrderRoutes {
  private final CamelContext camel;
  private final GatewayBreakers breakers;
  private final Map<String, OrderPartner> ways = new ConcurrentHashMap<>();

  LabOrderRoutes(CamelContext camel, GatewayBreakers breakers) {
    this.camel = camel;
    this.breakers = breakers;
  }

  /** Endpoint for the next call of some work. */
  public String way(OrderWork work) {
    OrderPartner partner = work.to();
    String id = "out-lab-order-" + partner.name() + "-" + work.call();
    ways.compute(
        id,
        (name, known) -> {
          if (!partner.equals(known)) {
            remove(id);
            add(id, partner, work.call());
          }
          return partner;
        });
    return "direct:" + id;
  }

  private void add(String id, OrderPartner partner, String call) {
    String secret = "secret-" + partner.breaker();
    camel.getRegistry().bind("breaker-" + partner.breaker(), breakers.of(partner.breaker()));
    camel.getRegistry().bind(secret, (PartnerSecret) partner::secret);
    try {
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              errorHandler(noErrorHandler());
              from("direct:" + id)
                  .routeId(id)
                  .routeGroup("out")
                  .to(uri(partner, call, secret))
                  .id(id + "-to");
            }
          });
    } catch (Exception e) {
      throw new IllegalStateException("no way out to " + partner.name(), e);
    }
  }

  private static String uri(OrderPartner partner, String call, String secret) {
    boolean get = call.equals("get");
    boolean fhir = partner.format() == Format.FHIR;
    return "kamelet:call-partner?partner="
        + partner.breaker()
        + "&url=RAW("
        + partner.url()
        + ")&answers="
        + (get ? "labLookUpAnswers" : "labOrderAnswers")
        + "&method="
        + (get ? "GET" : "POST")
        + "&authHeader="
        + partner.authHeader()
        + "&secret="
        + secret
        + "&answerWithin="
        + partner.answerWithin().toMillis()
        + (fhir ? "&contentType=RAW(application/fhir+json)" : "");
  }

  private void remove(String id) {
    try {
      if (camel.getRoute(id) != null) {
        camel.getRouteController().stopRoute(id);
        camel.removeRoute(id);
      }
    } catch (Exception e) {
      throw new IllegalStateException("the old way " + id + " cannot be taken away", e);
    }
  }
}
