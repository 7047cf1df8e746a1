package procare.sms;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import procare.delivery.Attempt;
import procare.partner.Outcome;
import procare.whatsapp.GatewayRequest;

/** Bodies for an SMS provider with a JSON API over HTTP and India's DLT fields. */
@Component("smsRequests")
public class SmsRequests {
  private final SmsTexts texts;
  private final SmsRegister register;

  public SmsRequests(SmsTexts texts, SmsRegister register) {
    this.texts = texts;
    this.register = register;
  }

  public GatewayRequest message(Attempt attempt) {
    if (!attempt.sms()) {
      return GatewayRequest.refused(
          Outcome.of(Outcome.Kind.CIRCUIT_OPEN, null, "meant for WhatsApp meanwhile"));
    }
    SmsTexts.Sms sms = texts.of(attempt).orElse(null);
    if (sms == null) {
      return GatewayRequest.refused(
          Outcome.of(Outcome.Kind.PERMANENT, null, "no registered SMS template says this"));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("entityId", register.entity());
    body.put("templateId", sms.templateId());
    body.put("sender", register.header());
    body.put("to", attempt.address());
    body.put("text", sms.text());
    body.put("reference", attempt.deliveryId().toString());
    return GatewayRequest.of(null, Map.of(), body);
  }
}
