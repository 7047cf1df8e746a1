package procare.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A database and a virtual host of this run's own on the PostgreSQL and RabbitMQ that are there,
 * and whatever is started on them. Everything is removed at the end, also after Ctrl-C.
 */
final class Lab implements AutoCloseable {
  static final String SECRET = "bench-" + UUID.randomUUID();

  /** Something that can be given back. */
  interface Thing extends AutoCloseable {
    @Override
    void close();
  }

  final String name = "procare_bench_" + ProcessHandle.current().pid();
  final Path folder = Path.of("target", "bench", name).toAbsolutePath();
  private final Deque<Thing> things = new ArrayDeque<>();
  private final Thread hook = new Thread(this::giveBack);
  String jdbcUrl;
  String amqp;

  private Lab() {
    folder.toFile().mkdirs();
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** On the servers of {@code BENCH_POSTGRES} and {@code BENCH_RABBITMQ}, by default the local ones. */
  static Lab shared() {
    Lab lab = new Lab();
    lab.database(env("BENCH_POSTGRES", "jdbc:postgresql://127.0.0.1:5432/postgres?user=postgres"));
    lab.virtualHost();
    return lab;
  }

  /** With nothing yet: the caller sets {@link #jdbcUrl} and {@link #amqp}. */
  static Lab empty() {
    return new Lab();
  }

  void database(String admin) {
    try (Connection connection = DriverManager.getConnection(admin);
        Statement statement = connection.createStatement()) {
      statement.execute("drop database if exists " + name);
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new Shell.Trouble(
          "PostgreSQL cannot be used: "
              + e.getMessage()
              + " (set BENCH_POSTGRES to a JDBC URL of a user who may create databases; on Debian: apt-get install -y postgresql)");
    }
    jdbcUrl = admin.replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1");
    own(
        () -> {
          try (Connection connection = DriverManager.getConnection(admin);
              Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
          } catch (SQLException e) {
            System.err.println("bench: database " + name + " stays: " + e.getMessage());
          }
        });
  }

  void virtualHost() {
    Shell.need("rabbitmqctl", "rabbitmq-server");
    Shell.run("rabbitmqctl", "-q", "add_vhost", name);
    own(() -> Shell.run("rabbitmqctl", "-q", "delete_vhost", name));
    Shell.run("rabbitmqctl", "-q", "set_permissions", "-p", name, "guest", ".*", ".*", ".*");
    amqp = env("BENCH_RABBITMQ", "amqp://guest:guest@127.0.0.1:5672") + "/" + name;
  }

  static String env(String variable, String otherwise) {
    String value = System.getenv(variable);
    return value == null || value.isBlank() ? otherwise : value;
  }

  /** Closes it at the end, last come first gone. */
  <T extends Thing> T own(T thing) {
    synchronized (things) {
      things.push(thing);
    }
    return thing;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl);
  }

  /** The settings of a hub in this lab. */
  Map<String, String> settings(String evolutionUrl) {
    Map<String, String> settings = new HashMap<>();
    settings.put("SPRING_DATASOURCE_URL", jdbcUrl);
    settings.put("SPRING_RABBITMQ_ADDRESSES", amqp);
    settings.put("PROCARE_SECURITY_JWTSECRET", SECRET + SECRET);
    settings.put("PROCARE_SECURITY_JWT_SECRET", SECRET + SECRET);
    settings.put("PROCARE_SECURITY_PUBLICMETRICS", "true");
    settings.put("PROCARE_WHATSAPP_EVOLUTION_URL", evolutionUrl);
    settings.put("PROCARE_WHATSAPP_EVOLUTION_INSTANCE", "procare");
    settings.put("PROCARE_WHATSAPP_EVOLUTION_APIKEY", SECRET);
    settings.put("PROCARE_WHATSAPP_EVOLUTION_API_KEY", SECRET);
    settings.put("PROCARE_WHATSAPP_EVOLUTION_WEBHOOKSECRET", SECRET);
    settings.put("PROCARE_WHATSAPP_EVOLUTION_WEBHOOK_SECRET", SECRET);
    settings.put("PROCARE_WHATSAPP_RATELIMIT_MESSAGES", "100000");
    settings.put("PROCARE_GATEWAY_RATELIMIT_REQUESTS", "100000000");
    return settings;
  }

  Hub hub(String evolutionUrl, List<String> arguments) {
    return own(new Hub(folder, settings(evolutionUrl), arguments));
  }

  private void giveBack() {
    synchronized (things) {
      while (!things.isEmpty()) {
        try {
          things.pop().close();
        } catch (RuntimeException e) {
          System.err.println("bench: " + e.getMessage());
        }
      }
    }
  }

  @Override
  public void close() {
    giveBack();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
