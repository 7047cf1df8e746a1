package procare.whatsapp.cloudapi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.stereotype.Component;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.whatsapp.HubSignature;
import procare.whatsapp.InboundCalls;

/**
 * The door for Meta's webhooks of the WhatsApp Cloud API. Meta repeats a call that is not answered
 * 200 for seven days, in no order; what is in it is stored item by item.
 */
@Component("cloudApiWebhook")
public class CloudApiWebhook {
  private static final String GATEWAY = "cloudapi";
  private static final int LONGEST_CHALLENGE = 200;
  private final CloudApiWebhookProperties settings;
  private final InboundCalls calls;

  public CloudApiWebhook(CloudApiWebhookProperties settings, InboundCalls calls) {
    this.settings = settings;
    this.calls = calls;
  }

  /**
   * One webhook call.
   *
   * @param signature header {@code X-Hub-Signature-256}, or null
   */
  public record Call(String signature, byte[] raw) {}

  /**
   * Meta's question whether this address is ours.
   *
   * @param mode {@code hub.mode}, or null
   * @param challenge {@code hub.challenge}, or null
   * @param token {@code hub.verify_token}, or null
   */
  public record Handshake(String mode, String challenge, String token) {}

  /**
   * @return the challenge, to be answered as plain text
   * @throws ApiProblem 403 when the token is not ours
   */
  public String answer(Handshake handshake) {
    boolean ours =
        "subscribe".equals(handshake.mode())
            && handshake.challenge() != null
            && handshake.challenge().length() <= LONGEST_CHALLENGE
            && same(handshake.token(), settings.verifyToken());
    if (!ours) {
      throw ApiProblem.forbidden(
          "hub.verify_token is not the hub's; enter in Meta's App Dashboard what the hub has as procare.whatsapp.cloudapi.webhook.verify-token");
    }
    return handshake.challenge();
  }

  /**
   * @throws ApiProblem 413 for a body larger than Meta sends, 401 for a call that proves nothing
   */
  public void prove(Call call) {
    if (call.raw().length > settings.maxBody().toBytes()) {
      throw ApiProblem.of(
          413, "too-large", "the body is larger than " + settings.maxBody().toBytes() + " bytes");
    }
    if (!HubSignature.proves(settings.appSecret(), call.raw(), call.signature())) {
      throw ApiProblem.of(
          401,
          "webhook-not-genuine",
          "X-Hub-Signature-256 does not fit the body; the hub needs the secret of the app that calls (procare.whatsapp.cloudapi.webhook.app-secret)");
    }
  }

  /** Stores what is in the call and says what was done with it. */
  public ApiAnswer take(Call call) {
    return calls.take(GATEWAY, "-", call.raw(), CloudApiEvents::read);
  }

  private static boolean same(String given, String wanted) {
    return given != null
        && wanted != null
        && !wanted.isBlank()
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
  }
}
