package procare.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/**
 * An AMQP broker for tests, one per JVM: the embedded one, or the one that {@code
 * SPRING_RABBITMQ_ADDRESSES} names (with Spring's names for host, user and password).
 */
public final class TestBroker {
  private TestBroker() {}

  /** New connections with publisher confirms. */
  public static CachingConnectionFactory connections() {
    CachingConnectionFactory connections = new CachingConnectionFactory();
    String address = System.getenv("SPRING_RABBITMQ_ADDRESSES");
    if (address == null) {
      connections.setAddresses(Embedded.BROKER.address());
      connections.setUsername(EmbeddedBroker.USER);
      connections.setPassword(Embedded.BROKER.password());
    } else {
      connections.setAddresses(address);
      connections.setUsername(env("SPRING_RABBITMQ_USERNAME", "guest"));
      connections.setPassword(env("SPRING_RABBITMQ_PASSWORD", "guest"));
      connections.setVirtualHost(virtualHost());
    }
    connections.setPublisherConfirmType(CachingConnectionFactory.ConfirmType.SIMPLE);
    return connections;
  }

  /**
   * The one that {@code SPRING_RABBITMQ_VIRTUAL_HOST} names; with {@code -N} behind it in the Nth
   * of Maven's test processes, which would take each other's messages.
   */
  public static String virtualHost() {
    String host = env("SPRING_RABBITMQ_VIRTUAL_HOST", "/");
    String process = System.getProperty("procare.test.fork");
    return process == null ? host : host + "-" + process;
  }

  private static String env(String name, String otherwise) {
    return System.getenv().getOrDefault(name, otherwise);
  }

  private static final class Embedded {
    static final EmbeddedBroker BROKER = start();

    private static EmbeddedBroker start() {
      try {
        EmbeddedBroker broker =
            new EmbeddedBroker(DataFolder.open(Files.createTempDirectory("procare-broker")));
        broker.start();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::stop));
        return broker;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
