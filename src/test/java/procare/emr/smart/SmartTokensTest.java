package procare.emr.smart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jwt.SignedJWT;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import procare.embedded.twins.EmrTwinServer;
import procare.emergency.SettableClock;
import procare.emr.EmrPartner;
import procare.emr.EmrPartner.Protocol;
import procare.emr.EmrPartner.Smart;
import procare.emr.JdkEmrHttp;
import procare.emr.Keys;
import procare.partner.Outcome.Kind;

/** Tokens from the twin's authorization server over real HTTP. */
class SmartTokensTest {
  private static final KeyPair EC = Keys.pair("ES384");
  private static final String TOKEN = "POST /oauth/token";
  private final SettableClock clock = new SettableClock(Instant.parse("2026-08-15T02:30:00Z"));
  private EmrTwinServer server = EmrTwinServer.start(EC.getPublic(), clock);
  private final SmartTokens tokens = new SmartTokens(new JdkEmrHttp(), clock);

  @AfterEach
  void stop() {
    server.close();
  }

  private EmrPartner partner(String algorithm, String pem) {
    return new EmrPartner(
        "emr",
        Protocol.FHIR,
        server.url(),
        new Smart("procare-hub", "procare-2026-08", pem, algorithm, "system/*.cruds"),
        null,
        null,
        null,
        ZoneOffset.UTC,
        5000,
        Set.of());
  }

  private EmrPartner partner() {
    return partner("ES384", Keys.pem(EC));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS384", "ES384"})
  void bothAlgorithmsAreTaken(String algorithm) throws Exception {
    KeyPair pair = Keys.pair(algorithm);
    server.close();
    server = EmrTwinServer.start(pair.getPublic(), clock);
    // As a PEM stands in an environment variable.
    String pem = Keys.pem(pair).replace("\r", "").replace("\n", "\\n");
    assertThat(tokens.of(partner(algorithm, pem))).isNotBlank();
  }

  @Test
  void theAssertionIsWhatTheSpecificationWants() throws Exception {
    String endpoint = "https://emr.example/oauth/token";
    ClientAssertions assertions = new ClientAssertions(clock);
    SignedJWT jwt = SignedJWT.parse(assertions.sign(partner().smart(), endpoint));
    assertThat(jwt.getHeader().toJSONObject())
        .containsEntry("alg", "ES384")
        .containsEntry("kid", "procare-2026-08")
        .containsEntry("typ", "JWT");
    var claims = jwt.getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo("procare-hub").isEqualTo(claims.getSubject());
    assertThat(claims.getAudience()).containsExactly(endpoint);
    assertThat(Duration.between(clock.instant(), claims.getExpirationTime().toInstant()))
        .isPositive()
        .isLessThanOrEqualTo(Duration.ofMinutes(5));
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      ids.add(
          SignedJWT.parse(assertions.sign(partner().smart(), endpoint))
              .getJWTClaimsSet()
              .getJWTID());
    }
    assertThat(ids).hasSize(100);
  }

  @Test
  void aTokenServesUntilShortlyBeforeItsEnd() throws Exception {
    String first = tokens.of(partner());
    clock.forward(Duration.ofSeconds(269));
    assertThat(tokens.of(partner())).isEqualTo(first);
    assertThat(server.asked(TOKEN)).isEqualTo(1);
    clock.forward(Duration.ofSeconds(1));
    assertThat(tokens.of(partner())).isNotEqualTo(first);
    assertThat(server.asked(TOKEN)).isEqualTo(2);
  }

  @Test
  void ofAHundredThreadsOneAsks() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(100);
    try {
      List<Callable<String>> calls = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        calls.add(() -> tokens.of(partner()));
      }
      Set<String> given = new HashSet<>();
      for (Future<String> call : threads.invokeAll(calls)) {
        given.add(call.get());
      }
      assertThat(given).hasSize(1);
      assertThat(server.asked(TOKEN)).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void onlyTheRefusedTokenIsForgotten() throws Exception {
    String first = tokens.of(partner());
    tokens.forget(partner(), first);
    String second = tokens.of(partner());
    assertThat(second).isNotEqualTo(first);
    tokens.forget(partner(), first);
    assertThat(tokens.of(partner())).isEqualTo(second);
  }

  @Test
  void anUnknownClientIsForAPersonToMendAndNotAskedAgainAtOnce() throws Exception {
    EmrPartner stranger = partner("ES384", Keys.pem(Keys.pair("ES384")));
    for (int i = 0; i < 3; i++) {
      NoToken refusal = catchThrowableOfType(NoToken.class, () -> tokens.of(stranger));
      assertThat(refusal.outcome().kind()).isEqualTo(Kind.CONFIGURATION);
      assertThat(refusal.outcome().reason()).contains("invalid_client");
    }
    assertThat(server.asked(TOKEN)).isEqualTo(1);
    clock.forward(Duration.ofSeconds(61));
    assertThat(tokens.of(partner())).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({"503, TRANSIENT", "429, THROTTLED", "401, CONFIGURATION", "404, CONFIGURATION"})
  void everyOtherFailureSaysWhatFollowsFromIt(int status, Kind kind) {
    server.next("error", status, 7);
    NoToken none = catchThrowableOfType(NoToken.class, () -> tokens.of(partner()));
    assertThat(none.outcome().kind()).isEqualTo(kind);
    if (kind == Kind.THROTTLED) {
      assertThat(none.outcome().retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RS384 | not a key",
        "ES384 | -----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----",
      })
  void aBrokenKeyIsNamedAndNeverShown(String algorithm, String pem) {
    NoToken none = catchThrowableOfType(NoToken.class, () -> tokens.of(partner(algorithm, pem)));
    assertThat(none.outcome().kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(none.outcome().reason()).contains("private key").doesNotContain("AAAA");
    assertThat(partner(algorithm, pem).toString()).doesNotContain("AAAA");
  }

  @Test
  void nobodyListensAndItIsTransient() {
    EmrPartner partner = partner();
    server.close();
    NoToken none = catchThrowableOfType(NoToken.class, () -> tokens.of(partner));
    assertThat(none.outcome().kind()).isEqualTo(Kind.TRANSIENT);
  }
}
