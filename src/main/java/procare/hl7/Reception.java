package procare.hl7;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Causes;
import procare.event.Event;
import procare.event.Outbox;

/**
 * Handles stored messages: those about one person one after the other in the order of their
 * arrival, those about others at the same time, on any number of nodes; each in one transaction
 * with its effects. A message that cannot be handled is put aside for a person and stops nobody.
 */
@Component
public class Reception implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
  private static final int LONGEST_PAUSE_SECONDS = 60;
  private static final Verdict HANDLED = Verdict.ACCEPTED;

  private static final Verdict NOT_HANDLED =
      Verdict.error("207", null, "The message could not be handled");

  private final Turns turns;
  private final Intake intake;
  private final List<Hl7Handler> handlers;
  private final TransactionTemplate transaction;
  private final Outbox outbox;
  private final Clock clock;
  private final ReceptionSignal signal;
  private final Hl7Properties settings;
  private final MeterRegistry metrics;
  private final boolean group;
  private final Acknowledgement acknowledgement;
  private volatile ThreadPoolExecutor workers;

  Reception(
      Turns turns,
      Intake intake,
      List<Hl7Handler> handlers,
      TransactionTemplate transaction,
      Outbox outbox,
      Clock clock,
      ReceptionSignal signal,
      Hl7Properties settings,
      MeterRegistry metrics,
      @Value("${procare.groups.clocks:true}") boolean group) {
    this.turns = turns;
    this.intake = intake;
    this.handlers = List.copyOf(handlers);
    this.transaction = transaction;
    this.outbox = outbox;
    this.clock = clock;
    this.signal = signal;
    this.settings = settings;
    this.metrics = metrics;
    this.group = group;
    this.acknowledgement = new Acknowledgement(settings.application(), settings.facility());
  }

  /** Looks for messages whose turn has come; returns at once. */
  public void wake() {
    ThreadPoolExecutor pool = workers;
    if (pool != null) {
      pool.execute(this::work);
    }
  }

  /**
   * Gives a message that failed, was refused, or came under the control id of another one its turn:
   * a person decided so.
   *
   * @return false when there is no such message, or its sender is unknown
   */
  public boolean again(UUID messageId) {
    boolean done =
        Boolean.TRUE.equals(transaction.execute(s -> turns.again(messageId, clock.instant())));
    wake();
    return done;
  }

  private void work() {
    try {
      while (workers != null && next()) {
        // On until there is nothing whose turn it is.
      }
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("Stored HL7 messages wait: {}", Causes.root(e));
    }
  }

  /** Handles one message; false when it is nobody's turn. */
  boolean next() {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              Optional<Turns.Claimed> claimed = turns.claim(clock.instant());
              claimed.ifPresent(
                  message -> {
                    // Where there is one there may be more.
                    wake();
                    attempt(message, status);
                  });
              return claimed.isPresent();
            }));
  }

  private void attempt(Turns.Claimed claimed, TransactionStatus status) {
    Object before = status.createSavepoint();
    Incoming incoming = read(claimed);
    try {
      handle(claimed, incoming);
      status.releaseSavepoint(before);
      Instant now = clock.instant();
      turns.finish(claimed, "done", null, acknowledgement.application(incoming, HANDLED, now), now);
      count(incoming, "done");
      metrics.timer("procare.hl7.wait").record(Duration.between(claimed.receivedAt(), now).abs());
    } catch (TransientDataAccessException e) {
      status.rollbackToSavepoint(before);
      if (claimed.attempts() + 1 < settings.attempts()) {
        turns.later(claimed, clock.instant().plus(pause(claimed.attempts())));
        count(incoming, "later");
      } else {
        fail(claimed, incoming, e);
      }
    } catch (RuntimeException | StackOverflowError e) {
      status.rollbackToSavepoint(before);
      fail(claimed, incoming, e);
    }
  }

  private Incoming read(Turns.Claimed claimed) {
    try {
      return intake.read(claimed.raw()).get(0);
    } catch (RuntimeException e) {
      return Intake.broken(claimed.raw());
    }
  }

  private static Duration pause(int attempts) {
    return Duration.ofSeconds(Math.min(LONGEST_PAUSE_SECONDS, 1L << Math.min(attempts, 6)));
  }

  private void handle(Turns.Claimed claimed, Incoming incoming) {
    Hl7Partner partner = incoming.partner();
    if (partner == null || incoming.message() == null) {
      throw new NotHandled("its sender is not known any more");
    }
    handlers.stream()
        .filter(h -> h.handles(partner.kind(), incoming.type()))
        .findFirst()
        .orElseThrow(() -> new NotHandled("nothing here handles " + incoming.type()))
        .handle(
            new StoredMessage(
                claimed.id(),
                partner,
                incoming.type(),
                incoming.message(),
                claimed.receivedAt(),
                claimed.flags().contains("charset")));
  }

  /** The reason names no more than the kind of failure: its words may quote the message. */
  private void fail(Turns.Claimed claimed, Incoming incoming, Throwable e) {
    String reason = e instanceof NotHandled ? e.getMessage() : place(e);
    LOG.error(
        "HL7 message {} of {} failed: {}", claimed.id(), MessageRow.partner(incoming), reason);
    Instant now = clock.instant();
    turns.finish(
        claimed, "failed", reason, acknowledgement.application(incoming, NOT_HANDLED, now), now);
    outbox.append(
        Event.first(
            "hub.message.failed",
            now,
            claimed.id().toString(),
            "reception",
            claimed.id(),
            null,
            Map.of(
                "messageId",
                claimed.id(),
                "partner",
                MessageRow.partner(incoming),
                "type",
                incoming.type(),
                "answer",
                "AA")));
    count(incoming, "failed");
  }

  static String place(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    String at = trace.length == 0 ? "" : " at " + trace[0];
    return e.getClass().getSimpleName() + at;
  }

  /** Why no handler was asked, in words of our own. */
  private static final class NotHandled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotHandled(String reason) {
      super(reason);
    }
  }

  private void count(Incoming incoming, String outcome) {
    metrics
        .counter("procare.hl7.handled", "partner", MessageRow.partner(incoming), "outcome", outcome)
        .increment();
  }

  /** Where the clocks run: a node that only takes messages in leaves handling them to others. */
  @Override
  public boolean isAutoStartup() {
    return group;
  }

  /** What was woken while all are busy and one more is waiting to look is covered by that one. */
  @Override
  public void start() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            settings.workers(),
            settings.workers(),
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(1),
            task -> new Thread(task, "hl7-reception"),
            new ThreadPoolExecutor.DiscardPolicy());
    pool.allowCoreThreadTimeOut(true);
    workers = pool;
    signal.listen(this::wake);
  }

  @Override
  public void stop() {
    signal.leave();
    ThreadPoolExecutor pool = workers;
    workers = null;
    pool.shutdown();
    try {
      if (!pool.awaitTermination(20, TimeUnit.SECONDS)) {
        pool.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return workers != null;
  }
}
