package procare.sms;

import org.springframework.stereotype.Component;
import procare.partner.PartnerSecret;

@Component("smsSecret")
class SmsSecret implements PartnerSecret {
  private final SmsProperties settings;

  SmsSecret(SmsProperties settings) {
    this.settings = settings;
  }

  @Override
  public String value() {
    return "Bearer " + settings.apiKey();
  }
}
