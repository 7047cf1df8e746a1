package procare.reminder;

import com.zaxxer.hikari.HikariDataSource;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import procare.TestDatabase;

/** A database of their own: a hub left running by another test has a clock of its own. */
final class ReminderDatabase implements AutoCloseable {
  final String name = "reminder_test_" + UUID.randomUUID().toString().replace("-", "");
  final HikariDataSource pool = new HikariDataSource();

  ReminderDatabase() {
    TestDatabase.jdbc().execute("create database " + name);
    pool.setJdbcUrl(in(name));
    pool.setUsername(TestDatabase.username());
    pool.setPassword(TestDatabase.password());
    pool.setConnectionInitSql("set time zone 'America/Los_Angeles'");
    pool.setMaximumPoolSize(8);
    pool.setMinimumIdle(0);
    Flyway.configure().dataSource(pool).load().migrate();
  }

  @Override
  public void close() {
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
