package procare;

import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HubConfiguration {
  /**
   * Microseconds, because that is what the database keeps: an answer must equal what is read back
   * later.
   */
  @Bean
  HubClock clock(ObjectProvider<DataSource> database) {
    return new HubClock(
        Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000)), database::getObject);
  }
}
