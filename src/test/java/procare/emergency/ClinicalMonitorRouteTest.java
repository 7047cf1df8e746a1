package procare.emergency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import procare.Json;
import procare.OwnDatabase;
import procare.event.Event;
import procare.event.Inbox;
import procare.routes.BusMessages;
import procare.routes.InTransaction;

/** The agent's route with its transaction, fed as the relay feeds it while the broker is away. */
class ClinicalMonitorRouteTest {
  private final CrashingSource source = new CrashingSource(OwnDatabase.of("emergency"));
  private final Ward ward = new Ward(source, 1, 1, Ward.settings());
  private DefaultCamelContext camel;
  private ProducerTemplate agent;

  @BeforeEach
  void start() throws Exception {
    camel = new DefaultCamelContext();
    Properties settings = new Properties();
    settings.setProperty("procare.groups.clinical-monitor", "false");
    camel.getPropertiesComponent().setInitialProperties(settings);
    camel.getRegistry().bind("never-used", new CachingConnectionFactory("localhost"));
    camel.getRegistry().bind("inTransaction", new InTransaction(ward.transaction));
    camel.getRegistry().bind("busMessages", new BusMessages(new Inbox(new JdbcTemplate(source))));
    camel.getRegistry().bind("clinicalMonitor", ward.monitor);
    camel.getRegistry().bind("labAlarms", ward.alarms);
    camel.start();
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(
            ResourceHelper.resolveResource(
                camel, "classpath:routes/agents/clinical-monitor.camel.yaml"));
    agent = camel.createProducerTemplate();
    agent.setDefaultEndpointUri("direct:agent-clinical-monitor");
  }

  @AfterEach
  void stop() throws IOException {
    camel.close();
  }

  @Test
  void aDuplicateHasNoEffect() {
    Event reading = ward.reading(45);
    send(reading);
    send(reading);
    assertThat(ward.told())
        .containsExactly(
            "0 detected LOW LEVEL_2 inform recheck@15", "0 ask CAREGIVER c1 AT_ONCE by@10");
    send(ward.intent("ACKNOWLEDGE", "c1"));
    send(ward.failed(ward.only().id(), "c1"));
    assertThat(ward.told()).hasSize(3).last().isEqualTo("0 acknowledged c1 CAREGIVER WHATSAPP");
  }

  @Test
  void whatFailsLeavesNothingBehindAndMayComeAgain() {
    Event reading = ward.reading(45);
    source.crash(CrashingSource.Where.STATEMENT, 12);
    assertThatThrownBy(() -> send(reading)).isInstanceOf(CamelExecutionException.class);
    source.disarm();
    assertThat(ward.all()).isEmpty();
    assertThat(ward.told()).isEmpty();
    send(reading);
    assertThat(ward.told()).hasSize(2);
  }

  @Test
  void otherEventsAreIgnored() {
    send(
        Event.first(
            "delivery.sent", ward.clock.instant(), "story", "test", null, ward.patient, Map.of()));
    assertThat(ward.all()).isEmpty();
  }

  private void send(Event event) {
    agent.sendBody(Json.bytes(event.envelope()));
  }
}
