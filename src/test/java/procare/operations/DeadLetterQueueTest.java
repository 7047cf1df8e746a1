package procare.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static procare.operations.OperationsContext.JDBC;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.springrabbit.SpringRabbitMQComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import procare.Patience;
import procare.TestDatabase;
import procare.embedded.TestBroker;
import procare.routes.BusConsumers;
import procare.routes.Topology;

/**
 * The route from the dead-letter queue to the table, on a real broker and a database that fails.
 */
@Tag("servers")
class DeadLetterQueueTest {
  private static final String QUEUE = "agent.clinical-monitor";
  private static final Duration SOON = Patience.LONG;
  private final CachingConnectionFactory connections = TestBroker.connections();
  private final RabbitTemplate rabbit = new RabbitTemplate(connections);
  private final Database database = new Database();
  private final DefaultCamelContext camel = new DefaultCamelContext();

  /** The test database behind a switch. */
  private static final class Database extends DelegatingDataSource {
    volatile boolean away;

    Database() {
      super(TestDatabase.dataSource());
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (away) {
        throw new SQLException("connection refused", "08001");
      }
      return super.getConnection();
    }
  }

  @BeforeEach
  void start() throws Exception {
    OperationsContext.empty();
    new Topology(connections);
    for (String queue : Topology.queueNames()) {
      rabbit.execute(channel -> channel.queuePurge(queue));
    }
    SpringRabbitMQComponent component = new SpringRabbitMQComponent();
    component.setConnectionFactory(connections);
    component.setAutoDeclare(false);
    component.setRetry(new BusConsumers().requeueOnFailure());
    camel.addComponent("spring-rabbitmq", component);
    camel
        .getRegistry()
        .bind(
            "deadLetters",
            new DeadLetters(
                new NamedParameterJdbcTemplate(database), new JdbcTransactionManager(database)));
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(
            PluginHelper.getResourceLoader(camel)
                .resolveResource("classpath:routes/hub/dead-letters.camel.yaml"));
    camel.start();
  }

  @AfterEach
  void stop() {
    database.away = false;
    camel.stop();
    connections.destroy();
  }

  @Test
  void whatTheBrokerGaveUpOnBecomesARowWithItsSource() {
    byte[] body = "{\"not\":\"an event\"}".getBytes(StandardCharsets.UTF_8);
    die(body);
    await().atMost(SOON).until(() -> letters().size() == 1);
    Map<String, Object> letter = letters().get(0);
    assertThat((byte[]) letter.get("body")).isEqualTo(body);
    if (isRabbit()) {
      assertThat(letter).containsEntry("source", QUEUE).containsEntry("cause", "broker:rejected");
    } else {
      assertThat(letter).containsEntry("source", "procare.dlx");
    }
    await().atMost(SOON).until(() -> depth(Topology.DEAD_LETTERS) == 0);
  }

  @Test
  void whileTheDatabaseIsAwayNothingIsAcknowledged() {
    database.away = true;
    die(new byte[] {1});
    await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> letters().isEmpty());
    database.away = false;
    await().atMost(SOON).until(() -> letters().size() == 1);
    assertThat(letters().get(0)).containsEntry("attempts", 1);
  }

  @Test
  void aNodeThatStopsWhileTheDatabaseIsAwayLeavesTheMessageOnTheQueue() {
    database.away = true;
    die(new byte[] {1});
    await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> letters().isEmpty());
    camel.getShutdownStrategy().setTimeout(1);
    camel.stop();
    await().atMost(SOON).until(() -> depth(Topology.DEAD_LETTERS) == 1);
    assertThat(letters()).isEmpty();
  }

  @Test
  void rawBytesGoToExactlyTheirQueueAndAMissingQueueIsAnError() {
    BrokerResend resend = new BrokerResend(rabbit);
    resend.resend(List.of(new QueueResend.Raw(QUEUE, new byte[] {1, 2})));
    assertThat(rabbit.receive(QUEUE, 5_000).getBody()).containsExactly(1, 2);
    assertThat(depth("agent.engagement-engine")).isZero();
    assertThat(resend.knows(QUEUE)).isTrue();
    assertThat(resend.knows(Topology.DEAD_LETTERS)).isFalse();
    assertThat(resend.knows("amq.anything")).isFalse();
    assertThatThrownBy(
            () -> resend.resend(List.of(new QueueResend.Raw("agent.gone", new byte[] {1}))))
        .isInstanceOf(AmqpException.class);
  }

  @Test
  void queueDepthsAreMeasuredAndABrokerThatIsAwayShowsNothing() {
    rabbit.convertAndSend("", QUEUE, "x");
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    BrokerGauges gauges = new BrokerGauges(rabbit, Clock.systemUTC(), metrics);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              gauges.look();
              assertThat(metrics.get("procare.queue.depth").tag("queue", QUEUE).gauge().value())
                  .isEqualTo(1);
            });
    assertThat(gauges.problem()).isNull();

    CachingConnectionFactory nowhere = new CachingConnectionFactory("127.0.0.1", 1);
    SimpleMeterRegistry other = new SimpleMeterRegistry();
    BrokerGauges blind = new BrokerGauges(new RabbitTemplate(nowhere), Clock.systemUTC(), other);
    blind.look();
    assertThat(other.get("procare.queue.depth").tag("queue", QUEUE).gauge().value()).isNaN();
    assertThat(other.counter("procare.metrics.failures", "source", "broker").count()).isEqualTo(1);
    assertThat(new HubHealth().brokerHealthIndicator(blind).health().getStatus())
        .isEqualTo(HubHealth.DEGRADED);
    nowhere.destroy();
  }

  /** On RabbitMQ by a consumer's refusal; the embedded broker knows no dead-letter exchange. */
  private void die(byte[] body) {
    if (!isRabbit()) {
      rabbit.convertAndSend(Topology.DLX, "", body);
      return;
    }
    rabbit.convertAndSend("", QUEUE, body);
    rabbit.execute(
        channel -> {
          var message =
              await().atMost(SOON).until(() -> channel.basicGet(QUEUE, false), m -> m != null);
          channel.basicReject(message.getEnvelope().getDeliveryTag(), false);
          return AcknowledgeMode.MANUAL;
        });
  }

  private boolean isRabbit() {
    return "RabbitMQ"
        .equals(
            String.valueOf(
                connections.createConnection().getDelegate().getServerProperties().get("product")));
  }

  private int depth(String queue) {
    Integer depth = rabbit.execute(channel -> channel.queueDeclarePassive(queue).getMessageCount());
    return depth == null ? -1 : depth;
  }

  private static List<Map<String, Object>> letters() {
    return JDBC.queryForList("select * from dead_letter");
  }
}
