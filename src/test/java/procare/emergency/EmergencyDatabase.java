package procare.emergency;

import com.zaxxer.hikari.HikariDataSource;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import procare.TestDatabase;

/**
 * A database of their own for these tests, beside the shared one: a hub that another test left
 * running must not do steps that are due by a clock that it does not know.
 */
final class EmergencyDatabase {
  private EmergencyDatabase() {}

  static DataSource dataSource() {
    return Holder.POOL;
  }

  private static final class Holder {
    static final HikariDataSource POOL = open();
  }

  private static HikariDataSource open() {
    String name = "emergency_test_" + UUID.randomUUID().toString().replace("-", "");
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
