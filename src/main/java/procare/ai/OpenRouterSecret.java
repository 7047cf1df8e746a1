package procare.ai;

import org.springframework.stereotype.Component;
import procare.partner.PartnerSecret;

@Component("openRouterSecret")
class OpenRouterSecret implements PartnerSecret {
  private final OpenRouterProperties settings;

  OpenRouterSecret(OpenRouterProperties settings) {
    this.settings = settings;
  }

  @Override
  public String value() {
    return "Bearer " + settings.apiKey();
  }
}
