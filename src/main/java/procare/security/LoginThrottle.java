package procare.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import procare.api.ApiProblem;

/**
 * Slows the guessing of passwords: failed logins are counted for each username and each client
 * address, over all nodes. An attempt counts before the password is looked at, so that many at once
 * gain nothing, and is forgiven when it succeeds.
 */
@Component
class LoginThrottle {
  private final RateBuckets buckets;
  private final SecurityProperties properties;

  LoginThrottle(RateBuckets buckets, SecurityProperties properties) {
    this.buckets = buckets;
    this.properties = properties;
  }

  /** An attempt that counts as failed until it is forgiven. */
  record Attempt(List<Bucket> counted) {
    void forgive() {
      counted.forEach(bucket -> bucket.addTokens(1));
    }
  }

  /**
   * @throws ApiProblem 429 {@code too-many-logins}
   */
  Attempt attempt(String username) {
    Bucket byAddress =
        buckets.exact(
            "login-from:" + clientAddress(),
            properties.loginAttemptsPerAddress(),
            properties.loginWindow());
    Bucket byName =
        buckets.exact(
            "login:" + username.toLowerCase(Locale.ROOT),
            properties.loginAttempts(),
            properties.loginWindow());
    count(byAddress);
    count(byName);
    return new Attempt(List.of(byAddress, byName));
  }

  /**
   * Counts a registration, which costs as much work as a login.
   *
   * @throws ApiProblem 429 {@code too-many-logins}
   */
  void registration() {
    count(
        buckets.exact(
            "register-from:" + clientAddress(),
            properties.loginAttemptsPerAddress(),
            properties.loginWindow()));
  }

  private static void count(Bucket bucket) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw new ApiProblem(
          429,
          "too-many-logins",
          "too many attempts from here or for this username; wait for the time in retryAfter (seconds)",
          List.of(),
          Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  private static String clientAddress() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        ? request.getRequest().getRemoteAddr()
        : "inside";
  }
}
