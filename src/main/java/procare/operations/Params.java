package procare.operations;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import procare.api.ApiProblem;
import procare.api.ApiRequest;

/** Reads filters; whatever is wrong is refused by name and with the remedy. */
final class Params {
  static final int DEFAULT_LIMIT = 50;
  static final int MAX_LIMIT = 500;

  private Params() {}

  static int limit(ApiRequest request) {
    return request.param("limit").map(v -> limit("limit", v, MAX_LIMIT)).orElse(DEFAULT_LIMIT);
  }

  static int limit(String field, String value, int max) {
    try {
      int limit = Integer.parseInt(value.trim());
      if (limit >= 1 && limit <= max) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same refusal as a number out of range.
    }
    throw ApiProblem.field(field, "is no whole number from 1 to " + max, "for example 50");
  }

  static Optional<Cursor> cursor(ApiRequest request) {
    return request.param("next").map(Cursor::parse);
  }

  static Optional<String> oneOf(ApiRequest request, String name, List<String> allowed) {
    Optional<String> value = request.param(name);
    if (value.isPresent() && !allowed.contains(value.get())) {
      throw ApiProblem.field(
          name, "is not known", "send one of " + String.join(", ", allowed) + ", or leave it out");
    }
    return value;
  }

  static Optional<UUID> id(ApiRequest request, String name) {
    return request.param(name).map(v -> id(name, v));
  }

  static UUID id(String field, String value) {
    return asId(value)
        .orElseThrow(
            () ->
                ApiProblem.field(
                    field, "is no UUID", "for example 01980c5e-7d6a-7c3e-9a51-0d8b5a4f2c11"));
  }

  /** Strict, because {@link UUID#fromString} also takes shortened forms. */
  static Optional<UUID> asId(String value) {
    return value.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
        ? Optional.of(UUID.fromString(value))
        : Optional.empty();
  }

  static OffsetDateTime time(String field, String value) {
    try {
      Instant at = OffsetDateTime.parse(value).toInstant();
      return at.atOffset(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw ApiProblem.field(
          field, "is no time with offset", "RFC 3339, for example 2026-08-15T04:00:12Z");
    }
  }
}
