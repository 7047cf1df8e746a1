package procare.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import procare.TestDatabase;
import procare.api.ApiProblem;
import procare.api.Problems;
import procare.security.ApiRateLimit.Decision;
import procare.security.GatewayProperties.RateLimit;

class RateLimitTest {
  private static ApiRateLimit node(int requests) {
    return node(requests, Duration.ofMinutes(15), new RateBuckets(TestDatabase.dataSource()));
  }

  private static ApiRateLimit node(int requests, Duration window, RateBuckets buckets) {
    return new ApiRateLimit(
        buckets,
        new GatewayProperties(
            new RateLimit(requests, window), DataSize.ofMegabytes(1), DataSize.ofMegabytes(6)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 10, 100, 1000})
  void isExactOnOneNode(int requests) {
    ApiRateLimit limit = node(requests);
    UUID user = UUID.randomUUID();
    for (int left = requests - 1; left >= 0; left--) {
      Decision decision = limit.decide(user);
      assertThat(decision.allowed()).isTrue();
      assertThat(decision.remaining()).isEqualTo(left);
    }
    Decision beyond = limit.decide(user);
    assertThat(beyond.allowed()).isFalse();
    assertThat(beyond.retryAfter()).isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
  }

  @Test
  void isSharedByNodesThatTakeTurns() {
    ApiRateLimit one = node(100);
    ApiRateLimit two = node(100);
    UUID user = UUID.randomUUID();
    int allowed = 0;
    for (int i = 0; i < 150; i++) {
      allowed += (i % 2 == 0 ? one : two).decide(user).allowed() ? 1 : 0;
    }
    assertThat(allowed).isEqualTo(100);
  }

  @Test
  void overrunsByNoMoreThanTheOtherNodesHaveNotToldYet() {
    ApiRateLimit one = node(100);
    ApiRateLimit two = node(100);
    UUID user = UUID.randomUUID();
    int allowed = 0;
    for (int i = 0; i < 9; i++) {
      allowed += two.decide(user).allowed() ? 1 : 0;
    }
    for (int i = 0; i < 120; i++) {
      allowed += one.decide(user).allowed() ? 1 : 0;
    }
    for (int i = 0; i < 120; i++) {
      allowed += two.decide(user).allowed() ? 1 : 0;
    }
    assertThat(allowed).isBetween(100, 110);
  }

  @Test
  void staysWithinItsBoundUnderManyThreads() throws Exception {
    ApiRateLimit[] nodes = {node(100), node(100)};
    UUID user = UUID.randomUUID();
    AtomicInteger allowed = new AtomicInteger();
    AtomicInteger answered = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch done = new CountDownLatch(300);
    for (int i = 0; i < 300; i++) {
      ApiRateLimit node = nodes[i % 2];
      threads.execute(
          () -> {
            try {
              allowed.addAndGet(node.decide(user).allowed() ? 1 : 0);
              answered.incrementAndGet();
            } finally {
              done.countDown();
            }
          });
    }
    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    threads.shutdownNow();
    assertThat(answered.get()).isEqualTo(300);
    assertThat(allowed.get()).isBetween(100, 110);
  }

  @Test
  void startsAgainWhenTheWindowEnds() {
    ApiRateLimit limit =
        node(20, Duration.ofSeconds(2), new RateBuckets(TestDatabase.dataSource()));
    UUID user = UUID.randomUUID();
    for (int i = 0; i < 20; i++) {
      assertThat(limit.decide(user).allowed()).isTrue();
    }
    assertThat(limit.decide(user).allowed()).isFalse();
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> limit.decide(user).remaining() > 10);
  }

  @Test
  void countsMessagesOfANumberExactlyOverAllNodes() {
    MessageRateLimit.Settings settings = new MessageRateLimit.Settings(10, Duration.ofMinutes(1));
    MessageRateLimit one =
        new MessageRateLimit(new RateBuckets(TestDatabase.dataSource()), settings);
    MessageRateLimit two =
        new MessageRateLimit(new RateBuckets(TestDatabase.dataSource()), settings);
    String number = "91555" + System.nanoTime();
    for (int i = 0; i < 10; i++) {
      assertThat((i % 3 == 0 ? one : two).turn(number)).isZero();
    }
    for (int i = 0; i < 10; i++) {
      assertThat((i % 3 == 0 ? one : two).turn(number))
          .isBetween(Duration.ofSeconds(20), Duration.ofMinutes(1));
    }
    assertThat(two.turn(number)).isBetween(Duration.ofSeconds(80), Duration.ofMinutes(2));
    assertThat(two.turn(number + "0")).isZero();
  }

  @Test
  void isNeverLiftedByAnOutageOfTheDatabase() {
    try (HikariDataSource nowhere = new HikariDataSource()) {
      nowhere.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/none");
      nowhere.setConnectionTimeout(300);
      nowhere.setInitializationFailTimeout(-1);
      RateBuckets buckets = new RateBuckets(nowhere);
      ApiRateLimit limit = node(100, Duration.ofMinutes(15), buckets);
      MessageRateLimit messages =
          new MessageRateLimit(buckets, new MessageRateLimit.Settings(10, Duration.ofMinutes(1)));
      for (Throwable thrown :
          new Throwable[] {
            catchThrowable(() -> limit.decide(UUID.randomUUID())),
            catchThrowable(() -> messages.turn("1"))
          }) {
        assertThat(thrown).isNotNull();
        ApiProblem refusal = Problems.refusal(thrown);
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.code()).isEqualTo("database-unavailable");
      }
    }
  }

  @Test
  void removesBucketsThatAreFullAgain() {
    RateBuckets buckets = new RateBuckets(TestDatabase.dataSource());
    buckets.exact("old", 1, Duration.ofMillis(1)).tryConsume(1);
    TestDatabase.jdbc().update("update rate_limit_bucket set expires_at = 1 where id like 'old:%'");
    assertThat(buckets.removeExpired(100)).isPositive();
  }
}
