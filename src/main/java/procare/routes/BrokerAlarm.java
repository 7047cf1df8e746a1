package procare.routes;

import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.ShutdownSignalException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.stereotype.Component;
import procare.Causes;

/**
 * Knows whether the broker has blocked its publishers (memory or disk alarm). Publishing into a
 * blocked connection would only fill its buffers with duplicates of what the outbox keeps safely
 * anyway.
 */
@Component
public class BrokerAlarm implements ConnectionListener {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerAlarm.class);
  private final AtomicReference<String> reason = new AtomicReference<>();

  public BrokerAlarm(CachingConnectionFactory connections, MeterRegistry metrics) {
    connections.addConnectionListener(this);
    Gauge.builder("procare.broker.blocked", reason, r -> r.get() == null ? 0 : 1)
        .description("1 while the broker has an alarm and takes no messages")
        .register(metrics);
  }

  /**
   * @throws AmqpException while the broker takes no messages
   */
  public void check() {
    String why = reason.get();
    if (why != null) {
      throw new AmqpException("the broker has blocked publishing: " + why);
    }
  }

  @Override
  public void onCreate(Connection connection) {
    LOG.info(
        "Connected to the broker ({} {})",
        connection.getDelegate().getServerProperties().get("product"),
        connection.getDelegate().getServerProperties().get("version"));
    connection.addBlockedListener(
        new BlockedListener() {
          @Override
          public void handleBlocked(String why) {
            reason.set(why);
            LOG.warn("The broker has blocked publishing ({}); events wait in the outbox", why);
          }

          @Override
          public void handleUnblocked() {
            reason.set(null);
            LOG.info("The broker takes messages again");
          }
        });
  }

  @Override
  public void onClose(Connection connection) {
    reason.set(null);
  }

  @Override
  public void onShutDown(ShutdownSignalException signal) {
    if (!signal.isInitiatedByApplication()) {
      LOG.warn(
          "The connection to the broker is lost; consumers reconnect by themselves: {}",
          Causes.root(signal));
    }
  }
}
