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
import procare.emr.EmrHttp;
import procare.emr.EmrPartner;
import procare.partner.GatewayBreakers;
import procare.partner.Outcome;
import procare.partner.PartnerAnswer;

/**
 * The way out to partners with medical records: for each, one route to its FHIR server and one to
 * its authorization server, both through the call-partner Kamelet and each with a breaker of its
 * own. Partners may come while the hub runs, so a route is made when its partner is first called.
 */
@Component
class EmrCalls implements EmrHttp {
  private static final String PATH = "procare.path";
  private static final String HEADERS = "procare.headers";
  private static final String ANSWER = "procare.call.answer";

  private final CamelContext camel;
  private final ProducerTemplate template;
  private final GatewayBreakers breakers;
  private final ConcurrentMap<String, String> endpoints = new ConcurrentHashMap<>();

  EmrCalls(CamelContext camel, @Lazy ProducerTemplate template, GatewayBreakers breakers) {
    this.camel = camel;
    this.template = template;
    this.breakers = breakers;
  }

  @Override
  public Reply call(EmrPartner partner, Call call) {
    Exchange exchange =
        template.request(
            endpoint(partner, call),
            request -> {
              request.setProperty(PATH, null);
              request.setProperty(HEADERS, headers(call));
              request.getMessage().setBody(call.body());
            });
    Outcome outcome = exchange.getMessage().getBody(Outcome.class);
    PartnerAnswer answer = exchange.getProperty(ANSWER, PartnerAnswer.class);
    if (exchange.getException() != null || outcome == null) {
      outcome = PartnerCalls.outcomeOf(exchange.getException());
    }
    return new Reply(outcome, answer == null ? new byte[0] : answer.body());
  }

  private static Map<String, Object> headers(Call call) {
    Map<String, Object> headers = new HashMap<>();
    headers.put(Exchange.HTTP_URI, call.url());
    headers.put(
        "Accept", call.answers() == Answers.FHIR ? "application/fhir+json" : "application/json");
    if (call.bearer() != null) {
      headers.put("Authorization", "Bearer " + call.bearer());
    }
    return headers;
  }

  private String endpoint(EmrPartner partner, Call call) {
    String kind =
        call.answers() == Answers.FHIR ? "fhir" : call.body() == null ? "description" : "token";
    return endpoints.computeIfAbsent(
        partner.name() + "-" + kind, name -> route(name, partner, call));
  }

  private String route(String name, EmrPartner partner, Call call) {
    String id = "out-emr-" + name;
    String breaker = "emr-" + partner.name() + (call.answers() == Answers.FHIR ? "" : "-auth");
    camel.getRegistry().bind("breaker-" + breaker, breakers.of(breaker));
    try {
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              errorHandler(noErrorHandler());
              from("direct:" + id)
                  .routeId(id + "-call")
                  .routeGroup("out")
                  .to(uri(breaker, partner, call))
                  .id(id + "-call-to");
            }
          });
    } catch (Exception e) {
      throw new IllegalStateException("no way out to " + partner.name(), e);
    }
    return "direct:" + id;
  }

  // The header of a secret bean is one that nobody reads: the token comes with the call.
  private static String uri(String breaker, EmrPartner partner, Call call) {
    String type = call.contentType() == null ? "" : "&contentType=RAW(" + call.contentType() + ")";
    return "kamelet:call-partner?partner="
        + breaker
        + "&url=RAW("
        + partner.url()
        + ")&answers="
        + (call.answers() == Answers.FHIR ? "fhirAnswers" : "smartAnswers")
        + "&authHeader=X-No-Secret&secret=noSecret&method="
        + call.method()
        + "&answerWithin="
        + partner.timeoutMillis()
        + type;
  }
}
