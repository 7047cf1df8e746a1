package procare.api;

import java.time.Duration;
import java.util.List;

/**
 * A refusal as RFC 9457 problem details. {@code code} is stable and for programs, {@code detail} is
 * for people and names the remedy.
 */
public class ApiProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * One wrong field.
   *
   * @param field JSON path such as {@code value} or {@code items[0].unit}, or {@code
   *     header:Idempotency-Key}
   * @param message what is wrong
   * @param remedy what to send instead
   */
  public record FieldError(String field, String message, String remedy) {}

  private final int status;
  private final String code;
  private final transient List<FieldError> errors;
  private final transient Duration retryAfter;

  public ApiProblem(
      int status, String code, String detail, List<FieldError> errors, Duration retryAfter) {
    super(detail);
    this.status = status;
    this.code = code;
    this.errors = List.copyOf(errors);
    this.retryAfter = retryAfter;
  }

  public static ApiProblem of(int status, String code, String detail) {
    return new ApiProblem(status, code, detail, List.of(), null);
  }

  public static ApiProblem field(String field, String message, String remedy) {
    return fields(List.of(new FieldError(field, message, remedy)));
  }

  public static ApiProblem fields(List<FieldError> errors) {
    FieldError first = errors.get(0);
    return new ApiProblem(
        400,
        "validation",
        first.field() + ": " + first.message() + "; " + first.remedy(),
        errors,
        null);
  }

  public static ApiProblem notFound(String detail) {
    return of(404, "not-found", detail);
  }

  public static ApiProblem forbidden(String detail) {
    return of(403, "forbidden", detail);
  }

  public static ApiProblem conflict(String code, String detail) {
    return of(409, code, detail);
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public List<FieldError> errors() {
    return errors;
  }

  /** Null when trying again later makes no difference. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
