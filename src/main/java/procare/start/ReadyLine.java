package procare.start;

import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Prints the one line that people and scripts wait for, once every route is started. It goes to
 * stdout as it is, whatever the log format.
 */
@Component
class ReadyLine {
  private final Environment environment;

  ReadyLine(Environment environment) {
    this.environment = environment;
  }

  @EventListener(ApplicationReadyEvent.class)
  @Order(Ordered.LOWEST_PRECEDENCE)
  void print() {
    System.out.println(line());
  }

  String line() {
    String scheme =
        environment.getProperty("server.ssl.enabled", Boolean.class, false) ? "https" : "http";
    String port =
        environment.getProperty(
            "local.server.port", environment.getProperty("server.port", "8080"));
    List<String> profiles = List.of(environment.getActiveProfiles());
    String data = environment.getProperty("procare.data-dir");
    String where = profiles.contains("embedded") && data != null ? ", data " + data : "";
    int mllp =
        environment.getProperty("procare.mllp.enabled", Boolean.class, false)
            ? environment.getProperty("procare.mllp.port", Integer.class, 0)
            : 0;
    return "ProCare Hub ready at %s://localhost:%s (profile %s%s%s)"
        .formatted(
            scheme,
            port,
            profiles.isEmpty() ? "default" : String.join(",", profiles),
            where,
            mllp == 0 ? "" : ", HL7 over MLLP on port " + mllp);
  }
}
