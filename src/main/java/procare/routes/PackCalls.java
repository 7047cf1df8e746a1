package procare.routes;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import procare.partner.Outcome;
import procare.partner.PartnerAnswer;
import procare.partner.intake.PackHttp;
import procare.partner.pack.Pack;
import procare.partner.pack.PackSecret;

/**
 * The way out to the partners of packs that are asked over HTTP: one route for each, through the
 * call-partner Kamelet with the pack's own breaker and secret ({@link PackBeans}). A route is made
 * when its partner is first called, since packs come while the hub runs.
 */
@Component
class PackCalls implements PackHttp {
  private static final String ANSWERS = "packAnswers";

  private final CamelContext camel;
  private final ProducerTemplate template;
  private final ConcurrentMap<String, String> endpoints = new ConcurrentHashMap<>();

  PackCalls(CamelContext camel, @Lazy ProducerTemplate template) {
    this.camel = camel;
    this.template = template;
  }

  @Override
  public Reply get(Pack pack, String url, String accept) {
    Exchange exchange =
        template.request(
            endpoint(pack, url),
            request -> {
              request.setProperty("procare.path", null);
              Map<String, Object> headers = new HashMap<>();
              headers.put(Exchange.HTTP_URI, url);
              headers.put("Accept", accept);
              request.setProperty("procare.headers", headers);
            });
    Outcome outcome = exchange.getMessage().getBody(Outcome.class);
    PartnerAnswer answer = exchange.getProperty("procare.call.answer", PartnerAnswer.class);
    if (exchange.getException() != null || outcome == null) {
      outcome = PartnerCalls.outcomeOf(exchange.getException());
    }
    return new Reply(outcome, answer == null ? new byte[0] : answer.body());
  }

  /** Another header or time to answer, as a new version of a pack may bring, is another route. */
  private String endpoint(Pack pack, String url) {
    String header = PackSecret.header(pack);
    long millis = pack.limits().timeout().toMillis();
    String name = pack.name() + "-" + header + "-" + millis;
    return endpoints.computeIfAbsent(name, n -> route(pack, url, header, millis, n));
  }

  private String route(Pack pack, String url, String header, long millis, String name) {
    String id = "out-pack-" + name;
    try {
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              errorHandler(noErrorHandler());
              from("direct:" + id)
                  .routeId(id + "-call")
                  .routeGroup("out")
                  .to(
                      "kamelet:call-partner?partner="
                          + pack.name()
                          + "&url=RAW("
                          + url
                          + ")&method=GET&answers="
                          + ANSWERS
                          + "&authHeader="
                          + header
                          + "&secret=secret-"
                          + pack.name()
                          + "&answerWithin="
                          + millis)
                  .id(id + "-call-to");
            }
          });
    } catch (Exception e) {
      throw new IllegalStateException("no way out to " + pack.name(), e);
    }
    return "direct:" + id;
  }
}
