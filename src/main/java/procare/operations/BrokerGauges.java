package procare.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import procare.Causes;
import procare.routes.Topology;

/**
 * {@code procare_queue_depth{queue}}: messages ready in each queue of the hub, asked by passive
 * declaration, which RabbitMQ and the embedded broker both answer. NaN while the broker is away.
 */
@Component
class BrokerGauges implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerGauges.class);
  private static final Duration EVERY = DatabaseGauges.EVERY;
  private final RabbitTemplate rabbit;
  private final Measured measured;
  private final Counter failures;
  private final Background background;
  private volatile String problem = "not asked yet";

  BrokerGauges(RabbitTemplate rabbit, Clock clock, MeterRegistry metrics) {
    this.rabbit = rabbit;
    this.measured = new Measured(clock, EVERY.multipliedBy(3));
    this.failures =
        Counter.builder("procare.metrics.failures").tag("source", "broker").register(metrics);
    this.background = new Background("broker-gauges", EVERY, this::look);
    for (String queue : Topology.queueNames()) {
      Gauge.builder("procare.queue.depth", measured, m -> m.value(queue, Double.NaN))
          .tag("queue", queue)
          .register(metrics);
    }
  }

  void look() {
    try {
      Map<String, Double> depths = new HashMap<>();
      for (String queue : Topology.queueNames()) {
        Integer depth =
            rabbit.execute(channel -> channel.queueDeclarePassive(queue).getMessageCount());
        if (depth != null) {
          depths.put(queue, depth.doubleValue());
        }
      }
      measured.took(depths);
      problem = null;
    } catch (AmqpException e) {
      measured.failed();
      failures.increment();
      problem = Causes.root(e);
      LOG.debug("No queue depths this time: {}", problem);
    }
  }

  /** Null while the broker answers, else what it says. */
  String problem() {
    return problem != null ? problem : measured.isFresh() ? null : "no answer lately";
  }

  @Override
  public void start() {
    background.start();
  }

  @Override
  public void stop() {
    background.stop();
  }

  @Override
  public boolean isRunning() {
    return background.isRunning();
  }
}
