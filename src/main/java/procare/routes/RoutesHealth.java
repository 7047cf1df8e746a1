package procare.routes;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Component {@code routes} of the readiness probe: a node takes work when every route that should
 * run does. Consumers of the bus do not count: they come back with the broker, and until then the
 * hub still receives, stores and handles emergencies.
 */
@Component("routesHealthIndicator")
class RoutesHealth implements HealthIndicator {
  private static final String BUS = "spring-rabbitmq";

  /** Routes of partner packs: a pack that is ill is no reason to take a node out of service. */
  private static final String PACK = "partner-";

  private final CamelContext camel;

  RoutesHealth(CamelContext camel) {
    this.camel = camel;
  }

  @Override
  public Health health() {
    if (camel.getStatus() != ServiceStatus.Started) {
      return Health.down().withDetail("context", String.valueOf(camel.getStatus())).build();
    }
    List<String> stopped =
        camel.getRoutes().stream()
            .filter(this::shouldRun)
            .map(Route::getId)
            .filter(this::isStopped)
            .toList();
    return stopped.isEmpty()
        ? Health.up().withDetail("routes", camel.getRoutesSize()).build()
        : Health.down().withDetail("stopped", stopped).build();
  }

  private boolean shouldRun(Route route) {
    return route.isAutoStartup()
        && !route.getId().startsWith(PACK)
        && !route.getEndpoint().getEndpointUri().startsWith(BUS);
  }

  private boolean isStopped(String id) {
    return camel.getRouteController().getRouteStatus(id) != ServiceStatus.Started;
  }
}
