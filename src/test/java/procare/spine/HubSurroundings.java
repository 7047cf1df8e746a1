package procare.spine;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import procare.TestDatabase;
import procare.embedded.TestBroker;

/**
 * What stands around the hub under test: a wire to its broker that can be cut, gateways that it
 * reads from, and on real servers a database of its own.
 */
final class HubSurroundings
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Environment environment = context.getEnvironment();
    String addresses = environment.getRequiredProperty("spring.rabbitmq.addresses");
    BrokerWire wire = BrokerWire.to(addresses.split(",")[0]);
    context.getBeanFactory().registerSingleton("brokerWire", wire);
    List<String> settings = new ArrayList<>();
    settings.add("spring.rabbitmq.addresses=127.0.0.1:" + wire.port());
    if (System.getenv("SPRING_RABBITMQ_ADDRESSES") != null) {
      settings.add("spring.rabbitmq.virtual-host=" + TestBroker.virtualHost());
    }
    ReadGateways gateways = ReadGateways.start();
    context.getBeanFactory().registerSingleton("readGateways", gateways);
    for (String gateway : List.of("gowa", "cloudapi")) {
      settings.add("procare.media.gateways." + gateway + ".url=" + gateways.url(gateway));
    }
    settings.add("procare.media.gateways.gowa.secret=demo:demo");
    settings.add("procare.media.gateways.cloudapi.secret=demo");
    if (System.getenv("SPRING_DATASOURCE_URL") != null) {
      settings.add("spring.datasource.url=" + TestDatabase.url());
      settings.add("spring.datasource.username=" + TestDatabase.username());
      settings.add("spring.datasource.password=" + TestDatabase.password());
    }
    TestPropertyValues.of(settings).applyTo(context);
  }
}
