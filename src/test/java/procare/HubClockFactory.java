package procare;

import java.time.Clock;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Makes the hub's clock for tests of other packages. */
public final class HubClockFactory {
  private HubClockFactory() {}

  /** A clock that has been compared with the database once. */
  public static HubClock compared(Clock node, Supplier<DataSource> database) {
    HubClock clock = new HubClock(node, database);
    clock.compare();
    return clock;
  }
}
