package procare.whatsapp.evolution;

import org.springframework.stereotype.Component;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.whatsapp.InboundCalls;

/**
 * The door for Evolution's webhooks. Evolution drops an event for good when it is answered 400,
 * 401, 403, 404 or 422, so a genuine call is answered 200 whatever it holds, once it is stored;
 * only calls that are not genuine are refused.
 */
@Component("evolutionWebhook")
public class EvolutionWebhook {
  private static final String GATEWAY = "evolution";
  private final EvolutionAuthenticity authenticity;
  private final EvolutionProperties settings;
  private final InboundCalls calls;

  public EvolutionWebhook(
      EvolutionAuthenticity authenticity, EvolutionProperties settings, InboundCalls calls) {
    this.authenticity = authenticity;
    this.settings = settings;
    this.calls = calls;
  }

  /**
   * One webhook call.
   *
   * @param secret header {@code X-Webhook-Secret}, or null
   * @param authorization header {@code Authorization}, or null
   */
  public record Call(String instance, String secret, String authorization, byte[] raw) {}

  /**
   * @throws ApiProblem 404 for an instance that is not ours, 401 for a call that proves nothing
   */
  public void prove(Call call) {
    if (!settings.instance().equals(call.instance())) {
      throw ApiProblem.notFound(
          "This hub has no WhatsApp instance of that name; mend the webhook URL in Evolution");
    }
    if (!authenticity.proven(call.secret(), call.authorization())) {
      throw ApiProblem.of(
          401,
          "webhook-not-genuine",
          "Send the shared secret in X-Webhook-Secret, or Evolution's own JWT; set it with Evolution's POST /webhook/set/{instance}");
    }
  }

  /** Stores the event and says what was done with it. */
  public ApiAnswer take(Call call) {
    return calls.take(GATEWAY, call.instance(), call.raw(), EvolutionEvents::read);
  }
}
