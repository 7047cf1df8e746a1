package procare.whatsapp.evolution;

import org.springframework.stereotype.Component;
import procare.partner.PartnerSecret;

@Component("evolutionSecret")
class EvolutionSecret implements PartnerSecret {
  private final EvolutionProperties settings;

  EvolutionSecret(EvolutionProperties settings) {
    this.settings = settings;
  }

  @Override
  public String value() {
    return settings.apiKey();
  }
}
