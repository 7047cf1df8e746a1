package procare.embedded;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener;
import org.apache.qpid.server.model.SystemConfig;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.ReflectionUtils;
import procare.start.StartRefused;

/**
 * AMQP 0-9-1 broker of the embedded profile: Apache Qpid Broker-J in this process, on 127.0.0.1
 * only, its queues and messages in a Derby store that outlives a killed process. What RabbitMQ
 * calls virtual host {@code /} is its default host.
 */
final class EmbeddedBroker implements EmbeddedServer {
  static final String USER = "procare";
  private static final String CONFIGURATION = "embedded/broker.json";
  private static final String PROPERTIES = "embedded/broker.properties";

  private final Path folder;
  private final int port = FreePort.find();
  private final String password;
  private SystemLauncher launcher;
  private SystemConfig<?> system;
  private RuntimeException failure;

  EmbeddedBroker(DataFolder data) {
    this.folder = data.resolve("broker");
    this.password = data.secret("broker-password");
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  String password() {
    return password;
  }

  @Override
  public void start() {
    try {
      Files.createDirectories(folder);
      // Derby would write derby.log into the current folder.
      System.setProperty("derby.stream.error.file", folder.resolve("derby.log").toString());
      EmbeddedServers.forgetLoginTimeout();
      launcher = new SystemLauncher(new Listener());
      launcher.startup(attributes());
    } catch (Exception e) {
      throw refused(e);
    }
    if (failure != null || system == null || system.getContainer() == null) {
      throw refused(failure);
    }
    leaveTheStopToTheHub(system.getContainer());
  }

  /**
   * The broker registers a shutdown hook of its own, which would close it under the hub's consumers
   * while the hub still stops in good order, and offers no setting against it.
   */
  private static void leaveTheStopToTheHub(Object broker) {
    Field hook = ReflectionUtils.findField(broker.getClass(), "_shutdownHook", Thread.class);
    if (hook != null) {
      ReflectionUtils.makeAccessible(hook);
      Runtime.getRuntime().removeShutdownHook((Thread) ReflectionUtils.getField(hook, broker));
    }
  }

  private StartRefused refused(Exception cause) {
    String reason = cause == null ? "no reason given" : String.valueOf(cause.getMessage());
    return new StartRefused(
        "the embedded broker did not start ("
            + reason.lines().findFirst().orElse("")
            + "); its data is in "
            + folder
            + ".");
  }

  private Map<String, Object> attributes() throws IOException {
    Map<String, String> context = new HashMap<>();
    context.put("procare.port", Integer.toString(port));
    context.put("procare.user", USER);
    context.put("procare.password", password);
    context.put("procare.store", folder.resolve("store").toString());
    context.put("qpid.work_dir", folder.toString());
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("type", "Memory");
    attributes.put("context", context);
    attributes.put(SystemConfig.INITIAL_CONFIGURATION_LOCATION, resource(CONFIGURATION));
    // By default the broker asks for classpath:system.properties, a protocol that it registers with
    // the JVM and that the JVM cannot find inside Spring Boot's jar.
    attributes.put(SystemConfig.INITIAL_SYSTEM_PROPERTIES_LOCATION, resource(PROPERTIES));
    attributes.put(SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT, false);
    return attributes;
  }

  private static String resource(String path) throws IOException {
    return new ClassPathResource(path).getURL().toString();
  }

  @Override
  public void stop() {
    if (launcher != null) {
      launcher.shutdown();
      launcher = null;
    }
  }

  private final class Listener extends SystemLauncherListener.DefaultSystemLauncherListener {
    @Override
    public void onContainerResolve(SystemConfig<?> config) {
      system = config;
    }

    @Override
    public void errorOnStartup(RuntimeException e) {
      failure = e;
    }
  }
}
