package procare.security;

import static io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper.STRING;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * Token buckets that all nodes share, in table {@code rate_limit_bucket}. Each is filled again as a
 * whole when its window ends, so that its limit is exact within a window.
 */
@Component
public class RateBuckets {
  private static final Duration SYNCHRONIZE = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;

  public RateBuckets(DataSource dataSource) {
    this.buckets =
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
            .primaryKeyMapper(STRING)
            .table("rate_limit_bucket")
            .idColumn("id")
            .stateColumn("state")
            .expiresAtColumn("expires_at")
            .expirationAfterWrite(
                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(
                    Duration.ofMinutes(1)))
            .requestTimeout(TIMEOUT)
            .build();
  }

  /** The bucket of a key, asked in the database each time. */
  public BucketProxy exact(String key, long tokens, Duration window) {
    return buckets.builder().build(id(key, tokens, window), () -> configuration(tokens, window));
  }

  /**
   * The same bucket, told of what was consumed only after some tokens or a second.
   *
   * @param unsynchronized how many tokens may be consumed before the database knows; 0 for none
   */
  BucketProxy delaying(String key, long tokens, Duration window, long unsynchronized) {
    return buckets
        .builder()
        .withOptimization(
            Optimizations.delaying(new DelayParameters(Math.max(1, unsynchronized), SYNCHRONIZE)))
        .build(id(key, tokens, window), () -> configuration(tokens, window));
  }

  /**
   * Removes buckets that are full again; they are made anew when needed.
   *
   * @return how many
   */
  public int removeExpired(int atMost) {
    return buckets.removeExpired(atMost);
  }

  /** The limit is part of the id, so that a changed setting starts new buckets. */
  private static String id(String key, long tokens, Duration window) {
    return key + ":" + tokens + "/" + window;
  }

  private static BucketConfiguration configuration(long tokens, Duration window) {
    return BucketConfiguration.builder()
        .addLimit(limit -> limit.capacity(tokens).refillIntervally(tokens, window))
        .build();
  }
}
