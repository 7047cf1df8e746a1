package procare.order;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;
import procare.mllp.client.Ack;
import procare.mllp.client.MllpClient;
import procare.mllp.client.MllpEndpoint;
import procare.mllp.client.Reply;
import procare.mllp.client.Strays;
import procare.partner.GatewayBreakers;
import procare.partner.Outcome;

/**
 * Sends orders over MLLP: one connection for each laboratory, through its circuit breaker. A
 * laboratory that answers no is well; one that does not answer is ill.
 */
@Component("mllpOrders")
public class MllpOrders implements DisposableBean {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private final GatewayBreakers breakers;
  private final OrderAcks acks;
  private final SslBundles bundles;

  private record Known(OrderPartner partner, MllpClient client) {}

  private final Map<String, Known> clients = new ConcurrentHashMap<>();

  MllpOrders(GatewayBreakers breakers, OrderAcks acks, SslBundles bundles) {
    this.breakers = breakers;
    this.acks = acks;
    this.bundles = bundles;
  }

  /** One try; never throws. */
  public OrderAnswer send(OrderWork work) {
    OrderPartner partner = work.claimed().sheet().partner();
    CircuitBreaker breaker = breakers.of(partner.breaker());
    try {
      breaker.acquirePermission();
    } catch (CallNotPermittedException e) {
      return new OrderAnswer(
          Outcome.of(Outcome.Kind.CIRCUIT_OPEN, null, "circuit breaker is open"), null);
    }
    long began = System.nanoTime();
    Reply reply;
    try {
      reply = client(partner).send(work.claimed().sheet().controlId(), work.body());
    } catch (RuntimeException e) {
      breaker.releasePermission();
      return new OrderAnswer(
          Outcome.of(
              Outcome.Kind.CONFIGURATION, null, "cannot send: " + e.getClass().getSimpleName()),
          null);
    }
    OrderAnswer answer = answer(reply);
    if (answer.outcome().partnerIsIll() && answer.ack() == null) {
      breaker.onError(
          System.nanoTime() - began,
          TimeUnit.NANOSECONDS,
          new java.io.IOException(answer.outcome().reason()));
    } else {
      breaker.onSuccess(System.nanoTime() - began, TimeUnit.NANOSECONDS);
    }
    return answer;
  }

  private static OrderAnswer answer(Reply reply) {
    if (reply instanceof Reply.NotSent not) {
      return new OrderAnswer(Outcome.of(Outcome.Kind.TRANSIENT, null, not.reason()), null);
    }
    if (reply instanceof Reply.Unknown unknown) {
      return new OrderAnswer(Outcome.of(Outcome.Kind.AMBIGUOUS, null, unknown.reason()), null);
    }
    Ack ack = ((Reply.Answered) reply).ack();
    if (ack.isPositive()) {
      return new OrderAnswer(Outcome.accepted(null, null), ack);
    }
    Outcome.Kind kind = ack.isError() ? Outcome.Kind.TRANSIENT : Outcome.Kind.PERMANENT;
    return new OrderAnswer(Outcome.of(kind, null, ack.reason()), ack);
  }

  /** Made anew when the laboratory is described otherwise. */
  private MllpClient client(OrderPartner partner) {
    return clients
        .compute(
            partner.name(),
            (name, known) -> {
              if (known != null && known.partner().equals(partner)) {
                return known;
              }
              if (known != null) {
                known.client().close();
              }
              return new Known(partner, open(partner));
            })
        .client();
  }

  private MllpClient open(OrderPartner partner) {
    SSLContext tls =
        partner.sslBundle() == null
            ? null
            : bundles.getBundle(partner.sslBundle()).createSslContext();
    MllpEndpoint endpoint =
        new MllpEndpoint(
            partner.name(),
            partner.host(),
            partner.port(),
            tls,
            partner.charset(),
            CONNECT,
            partner.answerWithin());
    return new MllpClient(
        endpoint,
        new Strays() {
          @Override
          public void acknowledged(Ack ack) {
            acks.acknowledged(partner.name(), ack);
          }

          @Override
          public void unreadable(int size) {
            acks.unreadable(partner.name(), size);
          }
        });
  }

  @Override
  public void destroy() {
    clients.values().forEach(known -> known.client().close());
  }
}
