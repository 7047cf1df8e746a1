package procare.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import procare.Sql;

/**
 * Refresh tokens: 256 random bits, good for one use. Only their SHA-256 is stored, so that whoever
 * reads the table logs in as nobody.
 */
@Component
class RefreshTokens {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private final JdbcClient jdbc;
  private final double lifetimeSeconds;
  private final String open = Sql.of("security/open-session");
  private final String store = Sql.of("security/store-refresh-token");
  private final String use = Sql.of("security/use-refresh-token");

  RefreshTokens(JdbcClient jdbc, SecurityProperties properties) {
    this.jdbc = jdbc;
    this.lifetimeSeconds = properties.refreshTokenLifetime().toMillis() / 1000.0;
  }

  record Used(UUID sessionId, UUID userId) {}

  void openSession(UUID id, UUID userId) {
    jdbc.sql(open).param("id", id).param("user", userId).param("seconds", lifetimeSeconds).update();
  }

  /** A new token for a login. */
  String issue(UUID sessionId) {
    byte[] random = new byte[BYTES];
    RANDOM.nextBytes(random);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    jdbc.sql(store)
        .param("hash", hash(token))
        .param("session", sessionId)
        .param("seconds", lifetimeSeconds)
        .update();
    return token;
  }

  /** Uses the token up; empty when it is unknown, used, expired or its login ended. */
  Optional<Used> use(String token) {
    return jdbc.sql(use).param("hash", hash(token)).query(Used.class).optional();
  }

  /** The login of a token that was used before. */
  Optional<UUID> sessionOfUsed(String token) {
    return jdbc.sql("select session_id from refresh_token where hash = ? and used_at is not null")
        .param(hash(token))
        .query(UUID.class)
        .optional();
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
