package procare.api;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import procare.Causes;

/**
 * Turns whatever went wrong into problem details (RFC 9457). What the hub did not foresee is told
 * as {@code internal}, without a word of its inside, and logged once under its request id.
 */
public final class Problems {
  /** Content type of every problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final Duration DATABASE_RETRY = Duration.ofSeconds(5);

  /**
   * An answer ready to be written.
   *
   * @param headers response headers, {@code Content-Type} among them
   * @param body {@code type, title, status, detail, code, requestId} and, when they say something,
   *     {@code retryAfter} (seconds) and {@code errors}
   */
  public record Problem(int status, Map<String, String> headers, Map<String, Object> body) {}

  private Problems() {}

  /**
   * @param requestId {@code X-Request-ID} of the call
   */
  public static Problem of(Throwable thrown, String requestId) {
    ApiProblem problem = refusal(thrown);
    if (problem.status() >= 500) {
      if (problem.code().equals("internal")) {
        LOG.error("request {} failed", requestId, thrown);
      } else {
        LOG.warn("request {} refused with {}: {}", requestId, problem.code(), Causes.root(thrown));
      }
    }
    return render(problem, requestId);
  }

  /** The refusal that a failure amounts to. */
  public static ApiProblem refusal(Throwable thrown) {
    ApiProblem integrity = null;
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < 30; depth++) {
      if (cause instanceof ApiProblem known) {
        return known;
      }
      if (isDatabaseAway(cause)) {
        return new ApiProblem(
            503,
            "database-unavailable",
            "the hub cannot reach its database; nothing was stored, send the request again",
            List.of(),
            DATABASE_RETRY);
      }
      if (cause instanceof DataIntegrityViolationException) {
        integrity =
            ApiProblem.conflict(
                "conflict", "the request contradicts what is stored; read it again and retry");
      }
      cause = cause.getCause() == cause ? null : cause.getCause();
    }
    return integrity != null
        ? integrity
        : ApiProblem.of(
            500, "internal", "the hub failed; tell its operators the requestId of this answer");
  }

  /** The problem as a status, headers and a JSON body. */
  public static Problem render(ApiProblem problem, String requestId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "urn:procare:problem:" + problem.code());
    body.put("title", title(problem.status()));
    body.put("status", problem.status());
    if (problem.getMessage() != null) {
      body.put("detail", problem.getMessage());
    }
    body.put("code", problem.code());
    body.put("requestId", requestId);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", MEDIA_TYPE);
    if (problem.retryAfter() != null) {
      long seconds = Math.max(1, (problem.retryAfter().toMillis() + 999) / 1000);
      body.put("retryAfter", seconds);
      headers.put("Retry-After", Long.toString(seconds));
    }
    if (!problem.errors().isEmpty()) {
      body.put("errors", problem.errors());
    }
    if (problem.status() == 401) {
      headers.put("WWW-Authenticate", "Bearer");
    }
    return new Problem(problem.status(), headers, body);
  }

  /** A refusal for a bare HTTP status, such as the servlet container gives. */
  public static ApiProblem ofStatus(int status) {
    return switch (status) {
      case 400 -> ApiProblem.of(400, "bad-request", "the request is not valid HTTP for this hub");
      case 401 ->
          ApiProblem.of(
              401,
              "unauthorized",
              "log in and send the header Authorization: Bearer <accessToken>");
      case 403 -> ApiProblem.forbidden("your role does not allow this");
      case 404 -> ApiProblem.notFound("there is nothing at this address; see /openapi.yaml");
      case 405 ->
          ApiProblem.of(405, "method-not-allowed", "this address does not take this method");
      case 406 -> ApiProblem.of(406, "not-acceptable", "the hub answers in application/json");
      case 413 -> ApiProblem.of(413, "too-large", "the body is larger than the hub takes");
      case 415 ->
          ApiProblem.of(415, "unsupported-media-type", "send Content-Type: application/json");
      case 503 ->
          new ApiProblem(
              503, "unavailable", "try again in a moment", List.of(), Duration.ofSeconds(5));
      default -> ApiProblem.of(status, status >= 500 ? "internal" : "bad-request", title(status));
    };
  }

  private static boolean isDatabaseAway(Throwable cause) {
    return cause instanceof CannotGetJdbcConnectionException
        || cause instanceof CannotCreateTransactionException
        || cause instanceof TransientDataAccessException
        || cause instanceof RecoverableDataAccessException
        || cause instanceof QueryTimeoutException
        || cause instanceof SQLTransientConnectionException
        || cause instanceof SQLException sql && (isAwayState(sql.getSQLState()) || isClosed(sql));
  }

  /** 08 connection, 53 out of disk, memory or slots, 57P shutdown, 40 deadlock, 25006 standby. */
  private static boolean isAwayState(String state) {
    return state != null
        && (state.startsWith("08")
            || state.startsWith("53")
            || state.startsWith("57P")
            || state.startsWith("40")
            || state.startsWith("58")
            || state.equals("25006")
            || state.equals("57014"));
  }

  /** HikariCP gives no state; a library that rolls back after a crash reports only this. */
  private static boolean isClosed(SQLException failure) {
    return failure.getSQLState() == null && "Connection is closed".equals(failure.getMessage());
  }

  private static String title(int status) {
    HttpStatus known = HttpStatus.resolve(status);
    return known == null ? "Error" : known.getReasonPhrase();
  }
}
