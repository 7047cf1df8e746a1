package procare.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;
import procare.api.Problems.Problem;

class ProblemsTest {
  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(ApiProblem.notFound("x"), 404, "not-found"),
        Arguments.of(new RuntimeException(ApiProblem.forbidden("x")), 403, "forbidden"),
        Arguments.of(new CannotGetJdbcConnectionException("x"), 503, "database-unavailable"),
        Arguments.of(new CannotCreateTransactionException("x"), 503, "database-unavailable"),
        Arguments.of(
            new RuntimeException(new SQLTransientConnectionException("pool")),
            503,
            "database-unavailable"),
        Arguments.of(
            new RuntimeException(new SQLException("Connection is closed")),
            503,
            "database-unavailable"),
        Arguments.of(sql("53100"), 503, "database-unavailable"),
        Arguments.of(sql("57P01"), 503, "database-unavailable"),
        Arguments.of(sql("08006"), 503, "database-unavailable"),
        Arguments.of(sql("40P01"), 503, "database-unavailable"),
        Arguments.of(new DataIntegrityViolationException("x"), 409, "conflict"),
        Arguments.of(new DuplicateKeyException("x"), 409, "conflict"),
        Arguments.of(
            new DataIntegrityViolationException("x", sql("53100")), 503, "database-unavailable"),
        Arguments.of(sql("42601"), 500, "internal"),
        Arguments.of(new NullPointerException("secret inside"), 500, "internal"));
  }

  private static UncategorizedSQLException sql(String state) {
    return new UncategorizedSQLException("t", "select secret", new SQLException("secret", state));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void saysWhatHappenedAndNothingOfTheInside(Throwable thrown, int status, String code) {
    Problem problem = Problems.of(thrown, "r-1");
    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.body())
        .containsEntry("code", code)
        .containsEntry("requestId", "r-1")
        .containsEntry("status", status);
    assertThat(problem.headers()).containsEntry("Content-Type", "application/problem+json");
    assertThat(problem.headers().containsKey("Retry-After")).isEqualTo(status == 503);
    assertThat(problem.body().toString()).doesNotContain("secret", "Exception");
  }

  @Test
  void roundsTheTimeToWaitUp() {
    Problem problem =
        Problems.of(new ApiProblem(429, "x", "y", List.of(), Duration.ofMillis(1001)), "r");
    assertThat(problem.headers()).containsEntry("Retry-After", "2");
    assertThat(problem.body()).containsEntry("retryAfter", 2L);
  }

  @Test
  void survivesACircleOfCauses() {
    RuntimeException one = new RuntimeException("one");
    RuntimeException two = new RuntimeException("two", one);
    one.initCause(two);
    assertThat(Problems.refusal(one).status()).isEqualTo(500);
  }
}
