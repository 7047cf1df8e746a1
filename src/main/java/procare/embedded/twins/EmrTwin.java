package procare.embedded.twins;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * A hospital's FHIR R4 server with SMART Backend Services: {@code /fhir} and {@code /oauth/token}.
 * {@code GET /fhir/<type>} lists what was written.
 */
@Component
@Profile("embedded")
class EmrTwin implements Twin {
  private static final String FHIR = "application/fhir+json";
  private static final String REVOKE = "revoked-tokens";
  private static final String CLIENT = "invalid-client";

  private final EmrTokens tokens;
  private final EmrResources resources = new EmrResources();

  EmrTwin(@Value("${procare.embedded.emr-public-key}") String publicKey, Clock clock) {
    this.tokens = new EmrTokens(publicKey, clock);
  }

  @Override
  public String name() {
    return "emr";
  }

  @Override
  public TwinAnswer answer(TwinRequest request) {
    String base = "http://" + request.header().apply("Host") + "/twins/emr";
    if (request.is("GET", "/fhir/.well-known/smart-configuration")) {
      return TwinAnswer.json(200, description(base));
    }
    if (request.is("POST", "/oauth/token")) {
      return tokens.token(
          new String(request.body(), StandardCharsets.UTF_8), base + "/oauth/token");
    }
    if (!tokens.isGood(request.header().apply("Authorization"))) {
      return outcome(401, "login", "The access token is unknown or expired");
    }
    try {
      if (request.is("POST", "/fhir")) {
        return fhir(200, resources.transaction(request.json()));
      }
      if (request.method().equals("GET") && request.path().matches("/fhir/[A-Za-z]+")) {
        return fhir(200, resources.all(request.path().substring("/fhir/".length())));
      }
      return outcome(404, "not-found", "Unknown path");
    } catch (EmrResources.Refused e) {
      return outcome(e.status, e.status == 412 ? "conflict" : "processing", e.getMessage());
    }
  }

  /** What was written of one type; for tests that hold no token. */
  com.fasterxml.jackson.databind.node.ObjectNode written(String type) {
    return resources.all(type);
  }

  @Override
  public TwinAnswer error(int status, TwinRequest request) {
    if (request.path().startsWith("/oauth")) {
      return TwinAnswer.json(status, Map.of("error", "server_error"));
    }
    return outcome(status, status == 429 ? "throttled" : "exception", "Failed with " + status);
  }

  @Override
  public Set<String> ownFaults() {
    return Set.of(REVOKE, CLIENT);
  }

  /**
   * {@code revoked-tokens}: tokens given before are refused; {@code invalid-client}: none is given.
   */
  @Override
  public TwinAnswer fault(String mode, TwinRequest request) {
    if (REVOKE.equals(mode)) {
      tokens.revokeAll();
    } else if (CLIENT.equals(mode) && request.path().startsWith("/oauth")) {
      return EmrTokens.refused("invalid_client", "client is not registered");
    }
    return answer(request);
  }

  private static Map<String, Object> description(String base) {
    return Map.of(
        "issuer", base,
        "token_endpoint", base + "/oauth/token",
        "token_endpoint_auth_methods_supported", List.of("private_key_jwt"),
        "token_endpoint_auth_signing_alg_values_supported", List.of("RS384", "ES384"),
        "grant_types_supported", List.of("client_credentials"),
        "capabilities", List.of("client-confidential-asymmetric", "permission-v2"));
  }

  private static TwinAnswer outcome(int status, String code, String diagnostics) {
    return fhir(
        status,
        Map.of(
            "resourceType",
            "OperationOutcome",
            "issue",
            List.of(Map.of("severity", "error", "code", code, "diagnostics", diagnostics))));
  }

  private static TwinAnswer fhir(int status, Object body) {
    TwinAnswer json = TwinAnswer.json(status, body);
    return new TwinAnswer(status, FHIR, json.body(), json.headers());
  }
}
