package procare;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Databases of their own for tests, beside the shared one: a hub that another test left running
 * must not take work that it finds there, by a clock that the test does not know.
 */
public final class OwnDatabase {
  private static final Map<String, HikariDataSource> POOLS = new ConcurrentHashMap<>();

  private OwnDatabase() {}

  /** The database of these tests, made at the first call. */
  public static DataSource of(String tests) {
    return POOLS.computeIfAbsent(tests, OwnDatabase::open);
  }

  private static HikariDataSource open(String tests) {
    String name = tests + "_test_" + UUID.randomUUID().toString().replace("-", "");
    TestDatabase.jdbc().execute("create database " + name);
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(in(name));
    pool.setUsername(TestDatabase.username());
    pool.setPassword(TestDatabase.password());
    pool.setConnectionInitSql("set time zone 'America/Los_Angeles'");
    pool.setMaximumPoolSize(16);
    pool.setMinimumIdle(0);
    Flyway.configure().dataSource(pool).load().migrate();
    if (System.getenv("SPRING_DATASOURCE_URL") != null) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> drop(pool, name)));
    }
    return pool;
  }

  private static void drop(HikariDataSource pool, String name) {
    pool.close();
    new JdbcTemplate(
            new DriverManagerDataSource(
                in("postgres"), TestDatabase.username(), TestDatabase.password()))
        .execute("drop database " + name + " with (force)");
  }

  private static String in(String database) {
    return TestDatabase.url().replaceFirst("^(jdbc:postgresql://[^/]+/)[^?]*", "$1" + database);
  }
}
