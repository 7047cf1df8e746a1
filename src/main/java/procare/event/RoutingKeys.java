package procare.event;

/**
 * Routing keys equal event types; deliveries alone are split into two lanes so that a backlog
 * delays nobody in danger.
 */
public final class RoutingKeys {
  public static final String NOTIFY_PREFIX = "notify.";

  private RoutingKeys() {}

  public static String of(Event event) {
    return event.type().startsWith(NOTIFY_PREFIX)
        ? event.type() + (event.urgent() ? ".urgent" : ".normal")
        : event.type();
  }
}
