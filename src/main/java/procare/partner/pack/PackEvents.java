package procare.partner.pack;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import procare.Ids;
import procare.event.Event;
import procare.event.Outbox;

/** Events about packs; they hold names and versions only. */
@Component
class PackEvents {
  private final Outbox outbox;
  private final Clock clock;

  PackEvents(Outbox outbox, Clock clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * @param change {@code loaded, reloaded, refused, enabled, disabled, rolled-back}
   * @param version in force or refused; null when it could not be read
   */
  void changed(String partner, String version, String change, String by) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("partner", partner);
    data.put("version", version);
    data.put("change", change);
    tell("partner.pack.changed", partner, by.equals(PackSync.ACTOR) ? "hub" : "operator", data);
  }

  void silent(String partner, String allowed) {
    tell("partner.silent", partner, "clock", Map.of("partner", partner, "allowed", allowed));
  }

  private void tell(String type, String partner, String by, Map<String, Object> data) {
    outbox.append(
        Event.first(type, clock.instant(), Ids.next().toString(), by, partner, null, data));
  }
}
