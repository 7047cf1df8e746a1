package procare.ai;

import java.util.Map;
import org.springframework.stereotype.Component;
import procare.ai.OpenRouterAnswer.Failure;
import procare.ai.OpenRouterAnswer.Text;
import procare.partner.Outcome;
import procare.partner.Outcome.Kind;
import procare.partner.PartnerAnswers;

/**
 * OpenRouter's answers in the words that all partners share; what its own fault is opens the
 * breaker.
 */
@Component("openRouterAnswers")
class OpenRouterPartner implements PartnerAnswers {
  @Override
  public Outcome read(int status, Map<String, String> headers, byte[] body) {
    OpenRouterAnswer answer = OpenRouterAnswer.read(status, body).after(headers.get("retry-after"));
    if (answer instanceof Text text) {
      return Outcome.said(status, text.model(), text.text());
    }
    Failure failure = (Failure) answer;
    Kind kind =
        switch (failure.kind()) {
          case UNAVAILABLE, TIMEOUT, GARBAGE -> Kind.TRANSIENT;
          case RATE_LIMIT -> Kind.THROTTLED;
          case AUTHENTICATION, CREDITS -> Kind.CONFIGURATION;
          case REQUEST, REFUSED, NOT_FOUND, TOO_LARGE, EMPTY, TRUNCATED -> Kind.PERMANENT;
        };
    return Outcome.of(kind, status, "openrouter: " + failure.kind()).after(failure.retryAfter());
  }
}
