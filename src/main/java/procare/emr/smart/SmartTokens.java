package procare.emr.smart;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import procare.emr.EmrHttp;
import procare.emr.EmrPartner;
import procare.emr.smart.TokenRequest.Token;
import procare.partner.Outcome;

/**
 * Access tokens, one a partner, renewed before they end. Of many threads that need one, one asks
 * and all get its answer, be it a token or a refusal. Tokens live in memory only.
 */
@Component("smartTokens")
public class SmartTokens {
  /** A server that refuses us says the same a second later, and may lock out who keeps asking. */
  private static final Duration REFUSED_FOR = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(SmartTokens.class);
  private final TokenRequest request;
  private final Clock clock;
  private final ConcurrentMap<String, Token> tokens = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, CompletableFuture<Token>> asking = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Refusal> refusals = new ConcurrentHashMap<>();

  private record Refusal(Outcome outcome, Instant until) {}

  public SmartTokens(EmrHttp http, Clock clock) {
    this.request = new TokenRequest(http, clock);
    this.clock = clock;
  }

  /**
   * A token that is good now; null when the partner asks for none.
   *
   * @throws NoToken when there is none to be had; CONFIGURATION when a person must mend something
   */
  public String of(EmrPartner partner) throws NoToken {
    if (partner.smart() == null) {
      return null;
    }
    Token known = fresh(partner);
    if (known != null) {
      return known.value();
    }
    CompletableFuture<Token> mine = new CompletableFuture<>();
    CompletableFuture<Token> other = asking.putIfAbsent(partner.name(), mine);
    if (other != null) {
      return wait(other).value();
    }
    try {
      // Whoever was asking a moment ago may have stored one since we looked.
      Token token = fresh(partner);
      token = token == null ? ask(partner) : token;
      tokens.put(partner.name(), token);
      mine.complete(token);
      return token.value();
    } catch (NoToken e) {
      mine.completeExceptionally(e);
      throw e;
    } catch (RuntimeException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      asking.remove(partner.name(), mine);
    }
  }

  private Token ask(EmrPartner partner) throws NoToken {
    Refusal refusal = refusals.get(partner.name());
    if (refusal != null && clock.instant().isBefore(refusal.until())) {
      throw new NoToken(refusal.outcome());
    }
    refusals.remove(partner.name());
    try {
      return request.ask(partner);
    } catch (NoToken e) {
      if (e.outcome().kind() == Outcome.Kind.CONFIGURATION) {
        LOG.warn("No access token of {}: {}", partner.name(), e.getMessage());
        refusals.put(partner.name(), new Refusal(e.outcome(), clock.instant().plus(REFUSED_FOR)));
      }
      throw e;
    }
  }

  /** A token that the partner refused; unless another has taken its place, the next call renews. */
  public void forget(EmrPartner partner, String refused) {
    tokens.computeIfPresent(
        partner.name(), (name, token) -> token.value().equals(refused) ? null : token);
  }

  private Token fresh(EmrPartner partner) {
    Token token = tokens.get(partner.name());
    return token != null && clock.instant().isBefore(token.renewAt()) ? token : null;
  }

  private static Token wait(CompletableFuture<Token> other) throws NoToken {
    try {
      return other.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof NoToken refusal) {
        throw refusal;
      }
      throw e;
    }
  }
}
