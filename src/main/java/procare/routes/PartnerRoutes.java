package procare.routes;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import procare.Causes;
import procare.partner.pack.Pack;
import procare.partner.pack.PackListener;
import procare.partner.pack.PackRefused;
import procare.partner.pack.PackSettings;
import procare.partner.pack.Packs;

/**
 * Adds and removes the routes that packs bring ({@code routes.camel.yaml}) while the hub runs. A
 * file is taken as a whole: when one of its routes does not start, none stays, and those of the
 * version before come back.
 */
@Component
public class PartnerRoutes implements PackListener {
  private static final Logger LOG = LoggerFactory.getLogger(PartnerRoutes.class);
  private static final Pattern ENDPOINT = Pattern.compile("\\{\\{endpoints\\.([a-z]+)}}");
  private static final long STOP_SECONDS = 5;

  private final ModelCamelContext camel;
  private final ProducerTemplate calls;
  private final Packs packs;
  private final PackSettings settings;

  /** Ids of what a pack's file added, Kamelets' inner routes too. */
  private final Map<String, Set<String>> added = new ConcurrentHashMap<>();

  public PartnerRoutes(
      CamelContext camel, ProducerTemplate calls, Packs packs, PackSettings settings) {
    this.camel = (ModelCamelContext) camel;
    this.calls = calls;
    this.packs = packs;
    this.settings = settings;
  }

  /** Not earlier: a route that cannot start must not keep the hub from starting. */
  @EventListener(ApplicationReadyEvent.class)
  public void begin() {
    packs.listen(this);
  }

  /** Whether the pack handles this step itself, with a route {@code partner-<name>-<step>}. */
  public boolean has(String partner, String step) {
    return added.getOrDefault(partner, Set.of()).contains("partner-" + partner + "-" + step);
  }

  /**
   * Sends a body through the pack's own route for a step.
   *
   * @param step {@code results} (before the hub reads what came) or {@code orders} (before an order
   *     goes)
   * @return what the route made of it, or empty when the pack has no such route
   */
  public Optional<byte[]> through(String partner, String step, byte[] body) {
    return has(partner, step)
        ? Optional.of(
            calls.requestBody("direct:partner-" + partner + "-" + step, body, byte[].class))
        : Optional.empty();
  }

  @Override
  public synchronized void change(Pack before, Pack after) throws PackRefused {
    String name = before == null ? after.name() : before.name();
    remove(name);
    if (after == null || after.routes() == null) {
      return;
    }
    try {
      add(after);
    } catch (Exception e) {
      remove(name);
      bringBack(before);
      LOG.debug("Routes of partner {} do not start", name, e);
      throw new PackRefused(
          name + "/routes.camel.yaml",
          0,
          "does not start: " + e.getClass().getSimpleName() + " " + Causes.root(e),
          "mend the route that it names");
    }
  }

  private void bringBack(Pack before) {
    if (before != null && before.routes() != null) {
      try {
        add(before);
      } catch (Exception e) {
        LOG.error("Routes of partner {} do not come back: {}", before.name(), Causes.root(e));
      }
    }
  }

  private void add(Pack pack) throws Exception {
    Set<String> before = ids();
    Set<String> definitions = definitions();
    added.put(pack.name(), Set.of());
    String text = withEndpoints(pack);
    try {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              ResourceHelper.fromBytes(
                  "partner-" + pack.name() + ".camel.yaml", text.getBytes(StandardCharsets.UTF_8)));
    } finally {
      // After a failure too: what had started must go, and so must definitions that did not.
      Set<String> fresh = new HashSet<>(ids());
      fresh.addAll(definitions());
      fresh.removeAll(before);
      fresh.removeAll(definitions);
      added.put(pack.name(), Set.copyOf(fresh));
    }
  }

  private String withEndpoints(Pack pack) {
    return ENDPOINT
        .matcher(pack.routes())
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    settings
                        .endpoint(pack, place.group(1))
                        .map(URI::toString)
                        .orElseThrow(
                            () ->
                                new IllegalStateException(
                                    "endpoints." + place.group(1) + " has no value"))));
  }

  private void remove(String name) {
    Set<String> ids = added.remove(name);
    if (ids == null) {
      return;
    }
    for (String id : ids) {
      try {
        if (camel.getRoute(id) != null) {
          camel.getRouteController().stopRoute(id, STOP_SECONDS, TimeUnit.SECONDS);
          camel.removeRoute(id);
        }
        RouteDefinition definition = camel.getRouteDefinition(id);
        if (definition != null) {
          camel.removeRouteDefinition(definition);
        }
      } catch (Exception e) {
        LOG.error("Route {} of a pack cannot be removed: {}", id, Causes.root(e));
      }
    }
  }

  private Set<String> ids() {
    return camel.getRoutes().stream().map(Route::getId).collect(Collectors.toSet());
  }

  private Set<String> definitions() {
    return camel.getRouteDefinitions().stream()
        .map(RouteDefinition::getId)
        .filter(id -> id != null)
        .collect(Collectors.toSet());
  }
}
