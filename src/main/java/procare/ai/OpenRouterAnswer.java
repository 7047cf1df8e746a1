package procare.ai;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import procare.Json;

/**
 * What OpenRouter answered. An error may come with HTTP 200 (top level, or in the choice after
 * generation began), without a numeric code, or as a gateway's HTML page; all of them are failures
 * here, and nothing is thrown.
 */
public sealed interface OpenRouterAnswer {

  /**
   * A complete text.
   *
   * @param model the model that really answered, which may be a fallback
   */
  record Text(String model, String text) implements OpenRouterAnswer {}

  /**
   * No usable text.
   *
   * @param retryable whether the same request may succeed later; 402 (no credits) does not
   * @param retryAfter how long to wait at least, or null when the answer does not say
   */
  record Failure(Kind kind, boolean retryable, Duration retryAfter) implements OpenRouterAnswer {}

  /** Why there is no text; for metrics and for what the operator has to do. */
  enum Kind {
    /** The request is wrong: an unknown model id, a field. */
    REQUEST,
    /** Key missing, wrong or revoked. */
    AUTHENTICATION,
    /** No credits; also blocks free models until someone pays. */
    CREDITS,
    /** Moderation refused the input, or a filter stopped the output. */
    REFUSED,
    /** Model gone. */
    NOT_FOUND,
    TOO_LARGE,
    RATE_LIMIT,
    TIMEOUT,
    /** Server or provider failed. */
    UNAVAILABLE,
    /** HTTP 200 without text: cold start. */
    EMPTY,
    /** Cut off by the token limit. */
    TRUNCATED,
    /** Not what the API documents. */
    GARBAGE
  }

  /**
   * @param status HTTP status
   * @param body as received, not null
   */
  static OpenRouterAnswer read(int status, byte[] body) {
    JsonNode root;
    try {
      root = Json.parse(body);
    } catch (IOException e) {
      return status >= 200 && status < 300 ? failure(Kind.GARBAGE) : failure(status, null);
    }
    if (root.path("error").isObject()) {
      return failure(code(root.path("error"), status), root.path("error"));
    }
    if (status < 200 || status >= 300) {
      return failure(status, null);
    }
    return choice(root);
  }

  /**
   * The same answer with the waiting time of the HTTP header, when the body names none.
   *
   * @param retryAfter value of {@code Retry-After} in seconds; anything else is ignored
   */
  default OpenRouterAnswer after(String retryAfter) {
    if (this instanceof Failure f
        && f.retryable()
        && f.retryAfter() == null
        && retryAfter != null
        && retryAfter.strip().matches("\\d{1,6}")) {
      return new Failure(f.kind(), true, Duration.ofSeconds(Long.parseLong(retryAfter.strip())));
    }
    return this;
  }

  private static OpenRouterAnswer choice(JsonNode root) {
    JsonNode choice = root.path("choices").path(0);
    if (choice.isMissingNode()) {
      return failure(Kind.GARBAGE);
    }
    if (choice.path("error").isObject()) {
      return failure(code(choice.path("error"), 502), choice.path("error"));
    }
    String text = choice.path("message").path("content").asText("").strip();
    boolean none = choice.path("message").path("content").isNull() || text.isEmpty();
    return switch (choice.path("finish_reason").asText("").toLowerCase(Locale.ROOT)) {
      case "stop" ->
          none ? failure(Kind.EMPTY) : new Text(root.path("model").asText("unknown"), text);
      case "length" -> failure(Kind.TRUNCATED);
      case "content_filter" -> failure(Kind.REFUSED);
      case "error" -> failure(Kind.UNAVAILABLE);
      default -> failure(Kind.GARBAGE);
    };
  }

  private static int code(JsonNode error, int status) {
    int code = error.path("code").asInt(error.path("http_status").asInt(0));
    return code >= 400 && code < 600 ? code : status >= 400 ? status : 502;
  }

  private static Failure failure(Kind kind) {
    return new Failure(kind, kind == Kind.EMPTY || kind == Kind.UNAVAILABLE, null);
  }

  private static Failure failure(int code, JsonNode error) {
    JsonNode availability = error == null ? Json.MAPPER.missingNode() : error.path("availability");
    int seconds = availability.path("retry_after").asInt(0);
    Duration wait = seconds > 0 ? Duration.ofSeconds(seconds) : null;
    Kind kind =
        switch (code) {
          case 401 -> Kind.AUTHENTICATION;
          case 402 -> Kind.CREDITS;
          case 403 -> Kind.REFUSED;
          case 404 -> Kind.NOT_FOUND;
          case 408, 504 -> Kind.TIMEOUT;
          case 413 -> Kind.TOO_LARGE;
          case 429 -> Kind.RATE_LIMIT;
          default -> code >= 500 ? Kind.UNAVAILABLE : Kind.REQUEST;
        };
    boolean later = code == 408 || code == 429 || code >= 500;
    return new Failure(kind, availability.path("retryable").asBoolean(later), wait);
  }
}
