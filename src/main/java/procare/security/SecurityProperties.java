package procare.security;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who gets in and for how long.
 *
 * @param jwtSecret signs access tokens (HS256); at least 32 bytes, only from the environment
 *     ({@code PROCARE_SECURITY_JWT_SECRET})
 * @param previousJwtSecret still accepted, so that a change of the secret logs nobody out; null for
 *     none
 * @param accessTokenLifetime how long an access token is good
 * @param refreshTokenLifetime how long a login lasts without use
 * @param corsAllowedOrigins origins whose pages may call the API; none by default
 * @param publicMetrics whether {@code /actuator/prometheus} needs no login
 * @param loginAttempts wrong passwords for one username within {@code loginWindow}
 * @param loginAttemptsPerAddress wrong passwords from one client address within {@code loginWindow}
 * @param loginWindow time after which failed attempts are forgotten
 */
@ConfigurationProperties("procare.security")
public record SecurityProperties(
    String jwtSecret,
    String previousJwtSecret,
    @DefaultValue("PT15M") Duration accessTokenLifetime,
    @DefaultValue("P30D") Duration refreshTokenLifetime,
    @DefaultValue List<String> corsAllowedOrigins,
    @DefaultValue("false") boolean publicMetrics,
    @DefaultValue("10") int loginAttempts,
    @DefaultValue("100") int loginAttemptsPerAddress,
    @DefaultValue("PT15M") Duration loginWindow) {
  private static final int MIN_BYTES = 32;
  private static final int MIN_DIFFERENT = 8;

  public SecurityProperties {
    requireStrong("procare.security.jwt-secret (PROCARE_SECURITY_JWT_SECRET)", jwtSecret);
    if (previousJwtSecret != null && previousJwtSecret.isBlank()) {
      previousJwtSecret = null;
    }
    if (previousJwtSecret != null) {
      requireStrong("procare.security.previous-jwt-secret", previousJwtSecret);
    }
  }

  private static void requireStrong(String setting, String secret) {
    if (secret == null || secret.isBlank()) {
      throw new IllegalArgumentException(
          setting + " is missing; set it to at least 32 random bytes");
    }
    boolean monotonous = secret.chars().distinct().count() < MIN_DIFFERENT;
    if (secret.getBytes(StandardCharsets.UTF_8).length < MIN_BYTES || monotonous) {
      throw new IllegalArgumentException(
          setting + " is too short or too simple; set it to at least 32 random bytes");
    }
  }

  /** Without the secrets, so that no log shows them. */
  @Override
  public String toString() {
    return "SecurityProperties[accessTokenLifetime=" + accessTokenLifetime + "]";
  }
}
