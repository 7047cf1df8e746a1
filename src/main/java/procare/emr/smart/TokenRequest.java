package procare.emr.smart;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import procare.emr.EmrHttp;
import procare.emr.EmrHttp.Answers;
import procare.emr.EmrHttp.Call;
import procare.emr.EmrHttp.Reply;
import procare.emr.EmrPartner;
import procare.partner.Outcome;
import procare.partner.Outcome.Kind;

/** One request for a token: where, proof, answer. */
final class TokenRequest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /** The specification wants {@code expires_in}; who leaves it out is asked again soon. */
  private static final long UNSAID_SECONDS = 60;

  private final EmrHttp http;
  private final ClientAssertions assertions;
  private final Clock clock;

  TokenRequest(EmrHttp http, Clock clock) {
    this.http = http;
    this.assertions = new ClientAssertions(clock);
    this.clock = clock;
  }

  /**
   * An access token.
   *
   * @param renewAt from then on a new one is asked for: a quarter of its life before its end, at
   *     most 30 s
   */
  record Token(String value, Instant renewAt) {
    static Token of(String value, Instant now, long seconds) {
      Duration life = Duration.ofSeconds(Math.max(0, seconds));
      Duration before = life.dividedBy(4);
      Duration most = Duration.ofSeconds(30);
      return new Token(value, now.plus(life).minus(before.compareTo(most) > 0 ? most : before));
    }
  }

  Token ask(EmrPartner partner) throws NoToken {
    String endpoint = endpoint(partner);
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    form.put("scope", partner.smart().scope());
    form.put("client_assertion_type", ASSERTION);
    try {
      form.put("client_assertion", assertions.sign(partner.smart(), endpoint));
    } catch (IllegalArgumentException e) {
      throw new NoToken(Outcome.of(Kind.CONFIGURATION, null, e.getMessage()));
    }
    Instant now = clock.instant();
    byte[] body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"))
            .getBytes(StandardCharsets.US_ASCII);
    JsonNode answer =
        json(http.call(partner, new Call(Answers.SMART, "POST", endpoint, FORM, null, body)));
    String token = answer.path("access_token").asText("");
    if (token.isEmpty() || !"bearer".equalsIgnoreCase(answer.path("token_type").asText("bearer"))) {
      throw new NoToken(
          Outcome.of(Kind.CONFIGURATION, 200, "the authorization server gave no bearer token"));
    }
    return Token.of(token, now, answer.path("expires_in").asLong(UNSAID_SECONDS));
  }

  /** {@code GET <base>/.well-known/smart-configuration}. */
  private String endpoint(EmrPartner partner) throws NoToken {
    JsonNode description =
        json(
            http.call(
                partner,
                new Call(
                    Answers.SMART,
                    "GET",
                    partner.url() + "/.well-known/smart-configuration",
                    null,
                    null,
                    null)));
    JsonNode algorithms = description.path("token_endpoint_auth_signing_alg_values_supported");
    boolean knowsOurs = algorithms.isEmpty();
    for (JsonNode algorithm : algorithms) {
      knowsOurs |= algorithm.asText().equals(partner.smart().algorithm());
    }
    if (!knowsOurs) {
      throw new NoToken(
          Outcome.of(
              Kind.CONFIGURATION,
              200,
              "the partner does not take " + partner.smart().algorithm() + "; set algorithm"));
    }
    String endpoint = description.path("token_endpoint").asText("");
    if (!isSafe(endpoint, partner.url())) {
      throw new NoToken(
          Outcome.of(
              Kind.CONFIGURATION,
              200,
              "the partner's smart-configuration names no HTTPS token_endpoint"));
    }
    return endpoint;
  }

  /** A signed assertion goes nowhere in clear, unless the partner itself is spoken to in clear. */
  private static boolean isSafe(String endpoint, String base) {
    try {
      URI there = URI.create(endpoint);
      URI here = URI.create(base);
      return there.getHost() != null
          && there.getUserInfo() == null
          && ("https".equals(there.getScheme())
              || there.getScheme().equals(here.getScheme())
                  && there.getHost().equals(here.getHost())
                  && there.getPort() == here.getPort());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static JsonNode json(Reply reply) throws NoToken {
    Outcome outcome = reply.outcome();
    if (outcome.kind() == Kind.AMBIGUOUS) {
      // A token that was made and never arrived is nobody's loss.
      throw new NoToken(Outcome.of(Kind.TRANSIENT, outcome.status(), outcome.reason()));
    }
    if (outcome.kind() != Kind.ACCEPTED) {
      throw new NoToken(outcome);
    }
    return SmartAnswers.json(reply.body());
  }
}
