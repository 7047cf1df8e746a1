package procare.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;
import org.springframework.util.ClassUtils;
import procare.start.HttpPort;
import procare.start.StartRefused;

/**
 * Makes the profile {@code embedded} what it is: takes the data folder, starts PostgreSQL and the
 * broker unless the environment names others, and tells Spring where they are.
 */
final class EmbeddedEnvironment implements EnvironmentPostProcessor, Ordered {
  /** IANA's port for HL7. */
  private static final int MLLP = 2575;

  private static final Profiles EMBEDDED = Profiles.of("embedded");

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (!environment.acceptsProfiles(EMBEDDED) || Boolean.getBoolean("spring.aot.processing")) {
      return;
    }
    HttpPort.refuseWhenTaken(environment);
    DataFolder data =
        DataFolder.open(Path.of(environment.getProperty("procare.data-dir", "./data")));
    Map<String, Object> settings = new LinkedHashMap<>();
    List<EmbeddedServer> servers = new ArrayList<>();
    if (HttpPort.of(environment) == 0) {
      // The twins' URLs need the number before the web server has one.
      settings.put("server.port", FreePort.find());
    }
    if (mllpPortIsTaken(environment)) {
      settings.put("procare.mllp.port", FreePort.find());
    }
    if (absent(environment, "spring.datasource.url")) {
      servers.add(database(data, settings));
    }
    if (absent(environment, "spring.rabbitmq.addresses")
        && absent(environment, "spring.rabbitmq.host")) {
      servers.add(broker(data, settings));
    }
    if (absent(environment, "procare.security.jwt-secret")) {
      settings.put("procare.security.jwt-secret", data.secret("jwt-secret"));
    }
    TwinKeys.into(settings);
    if (absent(environment, "procare.embedded.lab-mllp-port")) {
      settings.put("procare.embedded.lab-mllp-port", FreePort.find());
    }
    environment.getPropertySources().addFirst(new MapPropertySource("embedded servers", settings));
    tie(new EmbeddedServers(data, servers), application);
  }

  /** Only the usual port may move: a chosen one is somebody's firewall rule. */
  private static boolean mllpPortIsTaken(ConfigurableEnvironment environment) {
    int port = environment.getProperty("procare.mllp.port", Integer.class, MLLP);
    return environment.getProperty("procare.mllp.enabled", Boolean.class, false)
        && port == MLLP
        && !FreePort.isFree(port);
  }

  private static EmbeddedServer database(DataFolder data, Map<String, Object> settings) {
    require("io.zonky.test.db.postgres.embedded.EmbeddedPostgres");
    EmbeddedDatabase database = new EmbeddedDatabase(data);
    settings.put("spring.datasource.url", database.url());
    settings.put("spring.datasource.username", EmbeddedDatabase.USER);
    settings.put("spring.datasource.password", database.password());
    return database;
  }

  private static EmbeddedServer broker(DataFolder data, Map<String, Object> settings) {
    require("org.apache.qpid.server.SystemLauncher");
    EmbeddedBroker broker = new EmbeddedBroker(data);
    settings.put("spring.rabbitmq.addresses", broker.address());
    settings.put("spring.rabbitmq.username", EmbeddedBroker.USER);
    settings.put("spring.rabbitmq.password", broker.password());
    return broker;
  }

  private static void require(String className) {
    if (!ClassUtils.isPresent(className, EmbeddedEnvironment.class.getClassLoader())) {
      throw new StartRefused(
          "this jar carries no embedded servers; use procare-hub-<version>-embedded.jar, or set"
              + " SPRING_DATASOURCE_URL and SPRING_RABBITMQ_ADDRESSES.");
    }
  }

  private static boolean absent(ConfigurableEnvironment environment, String name) {
    return environment.getProperty(name, "").isBlank();
  }

  /**
   * The servers start once logging is set up, while Spring reads its configuration, must be there
   * before the first bean is made, and stop after the last bean is gone.
   */
  private static void tie(EmbeddedServers servers, SpringApplication application) {
    SpringApplication.getShutdownHandlers().add(servers::stop);
    application.addInitializers((ConfigurableApplicationContext context) -> bind(servers, context));
  }

  private static void bind(EmbeddedServers servers, ConfigurableApplicationContext context) {
    // Beans are destroyed in the reverse order of their registration: first in, last out.
    ((DefaultListableBeanFactory) context.getBeanFactory())
        .registerDisposableBean("embeddedServers", servers::stop);
    context.addBeanFactoryPostProcessor(factory -> servers.await());
    // The type of the event must be known at run time, which a lambda would hide.
    context.addApplicationListener(
        new ApplicationListener<ApplicationReadyEvent>() {
          @Override
          public void onApplicationEvent(ApplicationReadyEvent ready) {
            EmbeddedServers.forgetLoginTimeout();
          }
        });
    servers.start();
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
