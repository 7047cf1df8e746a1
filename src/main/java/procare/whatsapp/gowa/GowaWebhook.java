package procare.whatsapp.gowa;

import org.springframework.stereotype.Component;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.whatsapp.HubSignature;
import procare.whatsapp.InboundCalls;

/**
 * The door for GOWA's webhooks. GOWA tries five times in 15 seconds and then drops the event, so a
 * genuine call is answered 200 whatever it holds, once it is stored.
 */
@Component("gowaWebhook")
public class GowaWebhook {
  private static final String GATEWAY = "gowa";
  private final GowaWebhookProperties settings;
  private final InboundCalls calls;

  public GowaWebhook(GowaWebhookProperties settings, InboundCalls calls) {
    this.settings = settings;
    this.calls = calls;
  }

  /**
   * One webhook call.
   *
   * @param signature header {@code X-Hub-Signature-256}, or null
   */
  public record Call(String device, String signature, byte[] raw) {}

  /**
   * @throws ApiProblem 404 for a device that is not ours, 401 for a call that proves nothing
   */
  public void prove(Call call) {
    if (!settings.devices().contains(call.device())) {
      throw ApiProblem.notFound(
          "This hub has no GOWA device of that name; mend the webhook URL in GOWA or name the device in procare.whatsapp.gowa.webhook.devices");
    }
    if (!HubSignature.proves(settings.secret(), call.raw(), call.signature())) {
      throw ApiProblem.of(
          401,
          "webhook-not-genuine",
          "X-Hub-Signature-256 does not fit the body; give GOWA's WHATSAPP_WEBHOOK_SECRET and the hub the same secret");
    }
  }

  /** Stores the event and says what was done with it. */
  public ApiAnswer take(Call call) {
    return calls.take(GATEWAY, call.device(), call.raw(), GowaEvents::read);
  }
}
