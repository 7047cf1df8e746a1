package procare.emergency;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A data source whose process "dies" where a test wants it: before the n-th statement, before the
 * commit, or after the commit but before anybody hears of it.
 */
final class CrashingSource extends DelegatingDataSource {
  enum Where {
    STATEMENT,
    COMMIT,
    AFTER_COMMIT
  }

  private Where where;
  private int countdown = -1;

  CrashingSource(DataSource target) {
    super(target);
  }

  void crash(Where place, int after) {
    where = place;
    countdown = after;
  }

  void disarm() {
    countdown = -1;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection real = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, args) -> {
              boolean statement = method.getName().equals("prepareStatement");
              boolean commit = method.getName().equals("commit");
              if (statement && where == Where.STATEMENT || commit && where == Where.COMMIT) {
                strike();
              }
              try {
                Object result = method.invoke(real, args);
                if (commit && where == Where.AFTER_COMMIT) {
                  strike();
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void strike() throws SQLException {
    if (countdown >= 0 && countdown-- == 0) {
      throw new SQLException("the process was killed here");
    }
  }
}
