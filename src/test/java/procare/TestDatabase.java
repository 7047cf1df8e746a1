package procare;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A migrated PostgreSQL for tests, one per JVM: the embedded binaries, or a fresh database on the
 * server that {@code SPRING_DATASOURCE_URL} names (dropped when the JVM ends). Its sessions live in
 * a time zone that is neither UTC nor India's, so that a query that leans on the session's zone
 * fails here.
 */
public final class TestDatabase {
  private static final String HOSTILE_ZONE = "America/Los_Angeles";

  private TestDatabase() {}

  public static DataSource dataSource() {
    return Holder.DATA_SOURCE;
  }

  public static JdbcTemplate jdbc() {
    return Holder.JDBC;
  }

  public static PlatformTransactionManager transactions() {
    return Holder.TRANSACTIONS;
  }

  /** JDBC URL of the database, without credentials. */
  public static String url() {
    return Holder.DATA_SOURCE.getJdbcUrl();
  }

  public static String username() {
    return Holder.DATA_SOURCE.getUsername();
  }

  public static String password() {
    return Holder.DATA_SOURCE.getPassword();
  }

  private static final class Holder {
    static final HikariDataSource DATA_SOURCE = open();
    static final JdbcTemplate JDBC = new JdbcTemplate(DATA_SOURCE);
    static final PlatformTransactionManager TRANSACTIONS = new JdbcTransactionManager(DATA_SOURCE);
  }

  private static HikariDataSource open() {
    String external = System.getenv("SPRING_DATASOURCE_URL");
    HikariDataSource pool = external == null ? embedded() : freshDatabaseOn(external);
    pool.setConnectionInitSql("set time zone '" + HOSTILE_ZONE + "'");
    pool.setMaximumPoolSize(16);
    pool.setMinimumIdle(0);
    Flyway.configure().dataSource(pool).load().migrate();
    return pool;
  }

  private static HikariDataSource embedded() {
    try {
      return pool(
          EmbeddedPostgres.builder().start().getJdbcUrl("postgres", "postgres"), "postgres", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HikariDataSource freshDatabaseOn(String url) {
    String user = System.getenv().getOrDefault("SPRING_DATASOURCE_USERNAME", "postgres");
    String password = System.getenv().getOrDefault("SPRING_DATASOURCE_PASSWORD", "");
    String name = "procare_test_" + UUID.randomUUID().toString().replace("-", "");
    statement(url, user, password, "create database " + name);
    HikariDataSource pool = pool(databaseIn(url, name), user, password);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  pool.close();
                  statement(url, user, password, "drop database " + name + " with (force)");
                }));
    return pool;
  }

  private static String databaseIn(String url, String name) {
    return url.replaceFirst("^(jdbc:postgresql://[^/?]*)(/[^?]*)?", "$1/" + name);
  }

  private static void statement(String url, String user, String password, String sql) {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("test database: " + sql, e);
    }
  }

  private static HikariDataSource pool(String url, String user, String password) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    pool.setUsername(user);
    pool.setPassword(password);
    return pool;
  }
}
