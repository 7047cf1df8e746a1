package procare.routes;

import org.apache.camel.CamelContext;
import org.springframework.stereotype.Component;
import procare.partner.PackBreakers;
import procare.partner.pack.Pack;
import procare.partner.pack.PackListener;
import procare.partner.pack.PackSecret;
import procare.partner.pack.PackSettings;
import procare.partner.pack.Packs;

/**
 * Gives every pack what the Kamelet {@code call-partner} asks for by name: {@code breaker-<pack>}
 * and {@code secret-<pack>}. Both look at the pack in force when they are used.
 */
@Component
class PackBeans implements PackListener {
  private final CamelContext camel;
  private final Packs packs;
  private final PackSettings settings;
  private final PackBreakers breakers;

  PackBeans(CamelContext camel, Packs packs, PackSettings settings, PackBreakers breakers) {
    this.camel = camel;
    this.packs = packs;
    this.settings = settings;
    this.breakers = breakers;
    packs.listen(this);
  }

  @Override
  public void change(Pack before, Pack after) {
    if (before == null && after != null) {
      String name = after.name();
      camel.getRegistry().bind("breaker-" + name, breakers.of(name));
      camel.getRegistry().bind("secret-" + name, new PackSecret(packs, settings, name));
    }
  }
}
