package procare.routes;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import procare.Causes;
import procare.delivery.Attempt;
import procare.delivery.Gateway;
import procare.delivery.GatewayPacing;
import procare.delivery.Gateways;
import procare.delivery.Slot;
import procare.partner.GatewayBreakers;
import procare.partner.Outcome;
import procare.whatsapp.GatewayRequest;

/**
 * Brings waiting messages to the sending route at the moment of their slots. They do not go over
 * the bus: its delays of some milliseconds would blur the rate, and the row is durable already.
 */
@Component("gatewayPacer")
public class GatewayPacer implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayPacer.class);
  private static final Duration PREPARE_EVERY = Duration.ofSeconds(10);

  private static final String SLOT = "procare.slot";

  /** Claiming and wording a message take some milliseconds, which are spent before its slot. */
  private static final Duration LEAD = Duration.ofMillis(30);

  private static final int TURNS = 4;

  /** A breaker that is half open lets this many through. */
  private static final int TRIALS = 3;

  private final GatewayPacing pacing;
  private final Gateways gateways;
  private final GatewayBreakers breakers;
  private final ProducerTemplate routes;
  private final Clock clock;
  private final Map<String, PacedSenders> senders = new ConcurrentHashMap<>();

  /** One after the other, many numbers would take longer than a slot lies ahead. */
  private final ExecutorService turns =
      Executors.newFixedThreadPool(TURNS, task -> new Thread(task, "pacer"));

  private long preparedAt;

  public GatewayPacer(
      GatewayPacing pacing,
      Gateways gateways,
      GatewayBreakers breakers,
      ProducerTemplate routes,
      Clock clock) {
    this.pacing = pacing;
    this.gateways = gateways;
    this.breakers = breakers;
    this.routes = routes;
    this.clock = clock;
  }

  /** One turn: for each number that somebody waits for, as many messages as its rate allows. */
  public void turn() {
    try {
      long now = System.nanoTime();
      if (preparedAt == 0 || now - preparedAt > PREPARE_EVERY.toNanos()) {
        pacing.prepare();
        preparedAt = now;
      }
      for (String name : pacing.waiting()) {
        PacedSenders pool = senders.computeIfAbsent(name, this::pool);
        if (pool.beginTurn()) {
          turns.execute(() -> pace(name, pool));
        }
      }
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("The pacer cannot reach the database and tries again: {}", Causes.root(e));
    } catch (RejectedExecutionException e) {
      LOG.debug("The pacer stops");
    }
  }

  private void pace(String name, PacedSenders pool) {
    try {
      take(name, pool);
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("The pacer cannot reach the database and tries again: {}", Causes.root(e));
    } finally {
      pool.endTurn();
    }
  }

  private void take(String name, PacedSenders pool) {
    int most = Math.min(pool.free(), permitted(name));
    if (most <= 0) {
      return;
    }
    List<Slot> slots = pacing.take(name, most, pool.part());
    for (Slot slot : slots) {
      long wait = Duration.between(clock.instant(), slot.at()).minus(LEAD).toNanos();
      try {
        pool.schedule(() -> send(name, slot), Math.max(0, wait), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        // Stopping: the lease runs out, and another node sends it.
        return;
      }
    }
  }

  private PacedSenders pool(String name) {
    Gateway gateway = gateways.find(name).orElseThrow();
    return new PacedSenders(name, gateway.rate(), gateway.senders());
  }

  private int permitted(String name) {
    CircuitBreaker.State state = breakers.of(name).getState();
    return switch (state) {
      case OPEN, FORCED_OPEN -> 0;
      case HALF_OPEN -> TRIALS;
      default -> Integer.MAX_VALUE;
    };
  }

  private void send(String name, Slot slot) {
    try {
      if (clock.instant().isAfter(slot.lateAt())) {
        senders.get(name).slot(false);
        pacing.miss(slot);
        return;
      }
      if (pacing.overtaken(name)) {
        pacing.miss(slot);
        return;
      }
      Exchange sent =
          routes.send(
              "direct:out-whatsapp-send",
              exchange -> {
                exchange.setProperty(SLOT, slot);
                exchange.getMessage().setBody(slot.event());
              });
      if (sent.getException() != null) {
        LOG.warn("A paced message could not be sent: {}", Causes.root(sent.getException()));
      }
    } catch (DataAccessException e) {
      LOG.warn("The pacer lost the database: {}", Causes.root(e));
    } finally {
      MDC.remove("correlationId");
    }
  }

  /**
   * The last look before a message leaves: it waits for its slot; what was held up in this process
   * would come together with those behind it.
   */
  public void checkTurn(Exchange exchange) throws InterruptedException {
    Slot slot = exchange.getProperty(SLOT, Slot.class);
    if (slot == null) {
      return;
    }
    long early = Duration.between(clock.instant(), slot.at()).toNanos();
    TimeUnit.NANOSECONDS.sleep(Math.min(early, LEAD.toNanos()));
    boolean kept = !clock.instant().isAfter(slot.lateAt());
    GatewayRequest request = exchange.getMessage().getBody(GatewayRequest.class);
    PacedSenders pool = senders.get(exchange.getProperty("attempt", Attempt.class).gateway());
    if (pool != null) {
      pool.slot(kept);
    }
    if (!kept && request.refusal() == null) {
      exchange
          .getMessage()
          .setBody(
              GatewayRequest.refused(
                  Outcome.of(Outcome.Kind.POSTPONED, null, "missed its turn at the rate")));
    }
  }

  @Override
  public void destroy() {
    turns.shutdownNow();
    senders.values().forEach(PacedSenders::shutdownNow);
  }
}
