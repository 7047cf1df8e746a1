package procare.whatsapp.evolution;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.operations.DeadLetter;
import procare.operations.DeadLetters;
import procare.security.MessageRateLimit;
import procare.whatsapp.InboundMessages;
import procare.whatsapp.Incoming;
import procare.whatsapp.Incoming.Kind;

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
  private final InboundMessages messages;
  private final MessageRateLimit rateLimit;
  private final DeadLetters deadLetters;

  public EvolutionWebhook(
      EvolutionAuthenticity authenticity,
      EvolutionProperties settings,
      InboundMessages messages,
      MessageRateLimit rateLimit,
      DeadLetters deadLetters) {
    this.authenticity = authenticity;
    this.settings = settings;
    this.messages = messages;
    this.rateLimit = rateLimit;
    this.deadLetters = deadLetters;
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
    Incoming incoming = messages.read(GATEWAY, call.raw());
    // What a gateway sends again must not use up the turns of what its patient writes next.
    boolean counts =
        incoming.kind() == Kind.MESSAGE && !messages.stored(GATEWAY, call.instance(), incoming);
    Duration delay = counts ? rateLimit.turn(incoming.address()) : Duration.ZERO;
    InboundMessages.Taken taken =
        messages.receive(GATEWAY, call.instance(), call.raw(), incoming, delay);
    if ("unusable".equals(taken.result())) {
      deadLetters.store(
          new DeadLetter(
              "webhook.evolution",
              call.raw(),
              Map.of("instance", call.instance()),
              "UnusableWebhook",
              incoming.reason(),
              null,
              1));
    }
    Map<String, Object> answer = new HashMap<>();
    answer.put("result", taken.result());
    if (taken.correlationId() != null) {
      answer.put("correlationId", taken.correlationId());
    }
    return ApiAnswer.ok(answer);
  }
}
