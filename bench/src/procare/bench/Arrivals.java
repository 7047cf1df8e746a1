package procare.bench;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A consumer with a durable quorum queue of its own and acknowledgements by hand, as an agent has. */
final class Arrivals implements Lab.Thing {
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f-]{36})\"");
  static final String QUEUE = "bench.arrivals";

  /** When each event came first, as micros since 1970, by its id. */
  final Map<String, Long> at = new ConcurrentHashMap<>();

  final AtomicLong doubled = new AtomicLong();
  volatile long firstNanos;
  volatile long lastNanos;
  private final Connection connection;

  Arrivals(String amqp, String routingKey) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(amqp);
    connection = factory.newConnection("bench");
    Channel channel = connection.createChannel();
    channel.exchangeDeclare("procare.events", "topic", true);
    channel.queueDeclare(QUEUE, true, false, false, Map.of("x-queue-type", "quorum"));
    channel.queueBind(QUEUE, "procare.events", routingKey);
    channel.basicQos(500);
    channel.basicConsume(
        QUEUE,
        false,
        new DefaultConsumer(channel) {
          private int unacknowledged;

          @Override
          public void handleDelivery(
              String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
              throws IOException {
            take(body);
            // In batches, but at once when nothing more waits: latency is measured with few messages.
            if (++unacknowledged >= 100 || at.size() < 20_000) {
              getChannel().basicAck(envelope.getDeliveryTag(), true);
              unacknowledged = 0;
            }
          }
        });
  }

  private void take(byte[] body) {
    Instant clock = Instant.now();
    long now = clock.getEpochSecond() * 1_000_000 + clock.getNano() / 1000;
    lastNanos = System.nanoTime();
    if (firstNanos == 0) {
      firstNanos = lastNanos;
    }
    Matcher id = ID.matcher(new String(body, StandardCharsets.UTF_8));
    if (id.find() && at.putIfAbsent(id.group(1), now) != null) {
      doubled.incrementAndGet();
    }
  }

  /** Waits until that many distinct events came; false when none came for 20 s. */
  boolean await(long count) throws InterruptedException {
    long began = System.nanoTime();
    while (at.size() < count) {
      Thread.sleep(20);
      long since = Math.max(lastNanos, began);
      if (System.nanoTime() - since > 20_000_000_000L) {
        return false;
      }
    }
    return true;
  }

  void forget() {
    at.clear();
    doubled.set(0);
    firstNanos = 0;
  }

  @Override
  public void close() {
    try {
      connection.close(2000);
    } catch (IOException e) {
      System.err.println("bench: consumer: " + e.getMessage());
    }
  }
}
