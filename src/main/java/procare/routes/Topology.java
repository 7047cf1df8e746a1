package procare.routes;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.stereotype.Component;

/**
 * The bus: exchanges, durable queues and bindings, declared anew on every connection, so that a
 * broker that was down at start, replaced or wiped gets them back. On RabbitMQ queues are quorum
 * queues with a delivery limit and a dead-letter exchange; any other broker (the embedded one
 * refuses these arguments) gets plain durable queues, and the routes dead-letter by themselves in
 * both cases.
 */
@Component
public class Topology implements ConnectionListener {
  public static final String EVENTS = "procare.events";
  public static final String NOTIFICATIONS = "procare.notifications";
  public static final String DLX = "procare.dlx";
  public static final String DEAD_LETTERS = "procare.dead-letters";
  private static final int DELIVERY_LIMIT = 20;
  private static final Logger LOG = LoggerFactory.getLogger(Topology.class);

  /**
   * One queue.
   *
   * @param exchange it is bound to
   * @param patterns binding keys; {@code *} is exactly one word, {@code #} any number
   * @param route the direct endpoint that handles its messages, for the hand-over in process
   */
  public record Queue(String name, String exchange, List<String> patterns, String route) {
    boolean takes(String routingKey) {
      return patterns.stream()
          .anyMatch(p -> matches(p.split("\\."), 0, routingKey.split("\\."), 0));
    }
  }

  private static final List<Queue> QUEUES =
      List.of(
          new Queue(
              "agent.engagement-engine",
              EVENTS,
              List.of(
                  "patient.message.#",
                  "patient.emergency.#",
                  "education.question.matched",
                  "ai.proposal.made"),
              "direct:agent-engagement-engine"),
          new Queue(
              "agent.learning-library",
              EVENTS,
              List.of("education.question.asked"),
              "direct:agent-learning-library"),
          new Queue(
              "out.ai-proposal", EVENTS, List.of("ai.proposal.requested"), "direct:out-ai-propose"),
          new Queue(
              "agent.clinical-monitor",
              EVENTS,
              List.of(
                  "clinical.#",
                  "patient.intent.detected",
                  "delivery.failed",
                  "lab.critical",
                  "lab.critical.closed"),
              "direct:agent-clinical-monitor"),
          // Hundreds of thousands of reminders must not stand before a patient in danger.
          new Queue(
              "agent.engagement-engine.reminders",
              EVENTS,
              List.of(
                  "care.medication.reminder",
                  "appointment.reminder",
                  "care.reminder.due",
                  "education.content.due",
                  "medication.missed"),
              "direct:agent-engagement-engine"),
          new Queue(
              "agent.care-coordinator",
              EVENTS,
              List.of("care.reminder.shard", "patient.zone.changed", "lab.resulted"),
              "direct:agent-care-coordinator"),
          new Queue(
              "agent.doctor-bridge",
              EVENTS,
              List.of("lab.corrected", "lab.unmatched"),
              "direct:agent-doctor-bridge"),
          new Queue(
              "out.lab-documents",
              EVENTS,
              List.of("lab.document.received"),
              "direct:out-lab-documents-move"),
          new Queue(
              "out.ai-reword", EVENTS, List.of("ai.reword.requested"), "direct:out-ai-reword"),
          new Queue(
              "out.media-fetch",
              EVENTS,
              List.of("media.fetch.requested"),
              "direct:out-media-fetch"),
          new Queue(
              "out.lab-orders",
              EVENTS,
              List.of("lab.order.send", "lab.order.resend"),
              "direct:out-lab-orders-send"),
          new Queue(
              "out.reconciliation",
              EVENTS,
              List.of("hub.reconciliation.due"),
              "direct:out-reconciliation-ask"),
          new Queue(
              "out.partner-polls",
              EVENTS,
              List.of("hub.partner.poll"),
              "direct:out-partner-polls-ask"),
          new Queue(
              "agent.emr-writer",
              EVENTS,
              List.of("patient.glucose.logged", "lab.resulted"),
              "direct:agent-emr-writer"),
          new Queue("out.emr", EVENTS, List.of("hub.emr.due"), "direct:out-emr-send"),
          new Queue(
              "notify.whatsapp.urgent",
              NOTIFICATIONS,
              List.of("notify.whatsapp.urgent"),
              "direct:out-whatsapp-send"),
          new Queue(
              "notify.whatsapp.normal",
              NOTIFICATIONS,
              List.of("notify.whatsapp.normal"),
              "direct:out-whatsapp-send"),
          new Queue(
              "notify.sms.urgent",
              NOTIFICATIONS,
              List.of("notify.sms.urgent"),
              "direct:out-sms-send"));

  public Topology(CachingConnectionFactory connections) {
    connections.addConnectionListener(this);
  }

  /** The queues that an event with this routing key reaches. */
  public List<Queue> reachedBy(String routingKey) {
    return QUEUES.stream().filter(q -> q.takes(routingKey)).toList();
  }

  /** Names of all queues, dead letters included. */
  public static List<String> queueNames() {
    List<String> names = new ArrayList<>(QUEUES.stream().map(Queue::name).toList());
    names.add(DEAD_LETTERS);
    return names;
  }

  public static String exchangeOf(String routingKey) {
    return routingKey.startsWith("notify.") ? NOTIFICATIONS : EVENTS;
  }

  @Override
  public void onCreate(Connection connection) {
    boolean rabbit =
        "RabbitMQ"
            .equals(String.valueOf(connection.getDelegate().getServerProperties().get("product")));
    try (Channel channel = connection.createChannel(false)) {
      channel.exchangeDeclare(EVENTS, BuiltinExchangeType.TOPIC, true);
      channel.exchangeDeclare(NOTIFICATIONS, BuiltinExchangeType.DIRECT, true);
      channel.exchangeDeclare(DLX, BuiltinExchangeType.FANOUT, true);
      channel.queueDeclare(DEAD_LETTERS, true, false, false, arguments(rabbit, false));
      channel.queueBind(DEAD_LETTERS, DLX, "");
      for (Queue queue : QUEUES) {
        channel.queueDeclare(queue.name(), true, false, false, arguments(rabbit, true));
        for (String pattern : queue.patterns()) {
          channel.queueBind(queue.name(), queue.exchange(), pattern);
        }
      }
    } catch (IOException | TimeoutException e) {
      LOG.error(
          "The bus could not be declared: {}. If a queue exists with other arguments, delete it once it is empty; it is declared anew on the next connection.",
          e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    }
  }

  private static Map<String, Object> arguments(boolean rabbit, boolean deadLettered) {
    Map<String, Object> arguments = new HashMap<>();
    if (rabbit) {
      arguments.put("x-queue-type", "quorum");
      if (deadLettered) {
        arguments.put("x-delivery-limit", DELIVERY_LIMIT);
        arguments.put("x-dead-letter-exchange", DLX);
        arguments.put("x-dead-letter-strategy", "at-least-once");
        arguments.put("x-overflow", "reject-publish");
      } else {
        // RabbitMQ 4 gives quorum queues a limit of 20 and then drops the message; 3.x knows no -1.
        arguments.put("x-delivery-limit", Integer.MAX_VALUE);
      }
    }
    return arguments;
  }

  private static boolean matches(String[] pattern, int p, String[] key, int k) {
    if (p == pattern.length) {
      return k == key.length;
    }
    if ("#".equals(pattern[p])) {
      return matches(pattern, p + 1, key, k) || (k < key.length && matches(pattern, p, key, k + 1));
    }
    return k < key.length
        && ("*".equals(pattern[p]) || pattern[p].equals(key[k]))
        && matches(pattern, p + 1, key, k + 1);
  }
}
