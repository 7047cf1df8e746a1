package procare.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Says whether a login still stands. A logout counts on this node at once and on the others within
 * {@link #MAX_AGE}; between, no call asks the database.
 */
@Component
public class Sessions {
  /** How old the knowledge of a login may be. */
  public static final Duration MAX_AGE = Duration.ofSeconds(2);

  private static final long MAX_KNOWN = 100_000;
  private static final String STANDS =
      "select s.revoked_at is null and s.expires_at > now() and not u.disabled"
          + " from login_session s join app_user u on u.id = s.user_id where s.id = ?";
  private final JdbcTemplate jdbc;
  private final LoadingCache<UUID, Boolean> known;

  public Sessions(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.known =
        Caffeine.newBuilder()
            .maximumSize(MAX_KNOWN)
            .expireAfterWrite(MAX_AGE)
            .refreshAfterWrite(MAX_AGE.dividedBy(2))
            .build(this::load);
  }

  /**
   * @throws org.springframework.dao.DataAccessException when the database does not say: then nobody
   *     gets in
   */
  public boolean stands(UUID sessionId) {
    return known.get(sessionId);
  }

  /**
   * Ends a login; its access and refresh tokens stop working.
   *
   * @param reason {@code logout}, {@code refresh token used twice} …
   */
  public void revoke(UUID sessionId, String reason) {
    jdbc.update(
        "update login_session set revoked_at = now(), reason = ? where id = ? and revoked_at is null",
        reason,
        sessionId);
    known.put(sessionId, false);
  }

  private Boolean load(UUID sessionId) {
    List<Boolean> rows = jdbc.queryForList(STANDS, Boolean.class, sessionId);
    return !rows.isEmpty() && Boolean.TRUE.equals(rows.get(0));
  }
}
