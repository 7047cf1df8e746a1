package procare.whatsapp.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Ids;
import procare.Json;
import procare.event.Event;
import procare.event.Outbox;
import procare.partner.Outcome;
import procare.partner.PartnerAnswer;
import procare.whatsapp.InboundCalls;
import procare.whatsapp.Incoming;
import procare.whatsapp.Incoming.Kind;
import procare.whatsapp.evolution.EvolutionProperties;
import procare.whatsapp.gowa.GowaWebhookProperties;

/**
 * Reads from a gateway's history what its webhooks may have lost (contracts.md §10: Evolution and
 * GOWA drop events after some tries, and what they held in memory when they restart). Each message
 * goes through the same door as a webhook's, so one that came before has no effect.
 */
@Component("reconciliation")
public class Reconciliation {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

  private final Outbox outbox;
  private final Watermarks watermarks;
  private final InboundCalls door;
  private final EvolutionProperties evolution;
  private final GowaWebhookProperties gowa;
  private final ReconciliationProperties settings;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Reconciliation(
      Outbox outbox,
      Watermarks watermarks,
      InboundCalls door,
      EvolutionProperties evolution,
      GowaWebhookProperties gowa,
      ReconciliationProperties settings,
      TransactionTemplate transaction,
      Clock clock) {
    this.outbox = outbox;
    this.watermarks = watermarks;
    this.door = door;
    this.evolution = evolution;
    this.gowa = gowa;
    this.settings = settings;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** The clock's turn: has every number asked for what came since it was last seen. */
  @Transactional
  public void dueAll() {
    due("evolution", evolution.instance());
    gowa.devices().forEach(device -> due("gowa", device));
  }

  private void due(String gateway, String instance) {
    Instant now = clock.instant();
    Instant since = watermarks.asked(gateway, instance, now).minus(settings.overlap());
    HistoryWindow window = new HistoryWindow(gateway, instance, null, since, now, 1);
    outbox.append(
        Event.first(
            "hub.reconciliation.due",
            now,
            Ids.next().toString(),
            "clock",
            gateway,
            null,
            window.data()));
  }

  /** {@code hub.reconciliation.due}: the call for one page. */
  public HistoryCall begin(Event event) {
    HistoryWindow window = HistoryWindow.of(event);
    return "gowa".equals(window.gateway())
        ? GowaHistory.call(window, settings.page(), event)
        : EvolutionHistory.call(window, settings.page(), event);
  }

  /**
   * Lets in what the page holds and asks for the next one.
   *
   * @param answer null unless the outcome is accepted
   */
  public void end(HistoryCall call, Outcome outcome, PartnerAnswer answer) {
    HistoryWindow window = call.window();
    HistoryPage page = answer == null ? null : read(window, answer.body());
    if (outcome.kind() != Outcome.Kind.ACCEPTED || page == null) {
      String reason = outcome.reason() == null ? "the answer cannot be read" : outcome.reason();
      LOG.warn(
          "The history of {} cannot be read and is asked for again: {}", window.gateway(), reason);
      watermarks.missed(window, reason);
      return;
    }
    long found = page.messages().stream().filter(m -> letIn(window, m)).count();
    if (found > 0) {
      LOG.warn(
          "{} messages came from the history of {}: its webhooks had lost them",
          found,
          window.gateway());
    }
    List<Event> next = new ArrayList<>();
    page.chats().forEach(chat -> next.add(event(call, window.in(chat))));
    if (page.more()) {
      next.add(event(call, window.next()));
    }
    transaction.executeWithoutResult(
        status -> {
          outbox.append(next);
          if (!page.more() && window.chat() == null) {
            watermarks.seen(window);
          }
        });
  }

  /**
   * True when the message was not known. Echoes, groups and receipts of the past are left alone.
   */
  private boolean letIn(HistoryWindow window, Incoming message) {
    return message.kind() == Kind.MESSAGE
        && window.holds(message.sentAt())
        && "stored"
            .equals(
                door.take(window.gateway(), window.instance(), message.raw(), message).result());
  }

  private HistoryPage read(HistoryWindow window, byte[] body) {
    try {
      JsonNode answer = Json.parse(body);
      if (answer == null) {
        return null;
      }
      return "gowa".equals(window.gateway())
          ? GowaHistory.read(window, settings.page(), answer)
          : EvolutionHistory.read(window, answer);
    } catch (IOException e) {
      return null;
    }
  }

  private Event event(HistoryCall call, HistoryWindow window) {
    return call.event()
        .next(
            "hub.reconciliation.due",
            clock.instant(),
            "reconciliation",
            window.gateway(),
            null,
            window.data());
  }
}
