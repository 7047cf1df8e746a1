package procare.bench;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** The limit of a relay: a loop that publishes ready-made bytes, a confirm for each thousand. */
final class Publisher {
  private Publisher() {}

  /** Events a second until the consumer had them all. */
  static double run(Lab lab, Arrivals arrivals, int count, int size) throws Exception {
    arrivals.forget();
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(lab.amqp);
    try (com.rabbitmq.client.Connection connection = factory.newConnection("bench-publisher")) {
      Channel channel = connection.createChannel();
      channel.confirmSelect();
      for (int i = 1; i <= count; i++) {
        byte[] body = Arrays.copyOf(("{\"id\":\"" + UUID.randomUUID() + "\"}").getBytes(StandardCharsets.UTF_8), size);
        channel.basicPublish("procare.events", "bench.backlog", MessageProperties.PERSISTENT_BASIC, body);
        if (i % 1000 == 0 || i == count) {
          channel.waitForConfirmsOrDie(30_000);
        }
      }
    }
    arrivals.await(count);
    double perSecond = arrivals.at.size() / ((arrivals.lastNanos - arrivals.firstNanos) / 1e9);
    System.out.printf("  bare publisher: %.0f/s%n", perSecond);
    return perSecond;
  }
}
