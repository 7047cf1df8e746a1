package procare.spine;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import procare.TestDatabase;

/**
 * What stands around the hub under test: a wire to its broker that can be cut, and on real servers
 * a database of its own.
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
    if (System.getenv("SPRING_DATASOURCE_URL") != null) {
      settings.add("spring.datasource.url=" + TestDatabase.url());
      settings.add("spring.datasource.username=" + TestDatabase.username());
      settings.add("spring.datasource.password=" + TestDatabase.password());
    }
    TestPropertyValues.of(settings).applyTo(context);
  }
}
