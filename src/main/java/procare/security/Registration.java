package procare.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Ids;
import procare.Sql;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.api.Idempotency;
import procare.patient.PhoneNumbers;
import procare.patient.Zones;

/** Makes patient accounts. */
@Component
class Registration {
  /** bcrypt reads no further; a longer password would be cut without a word. */
  private static final int MAX_PASSWORD_BYTES = 72;

  private final JdbcClient jdbc;
  private final PasswordEncoder passwords;
  private final Idempotency idempotency;
  private final LoginThrottle throttle;
  private final PhoneCodes codes;
  private final String register = Sql.of("security/register");
  private final String registered = Sql.of("security/registered");

  Registration(
      JdbcClient jdbc,
      PasswordEncoder passwords,
      Idempotency idempotency,
      LoginThrottle throttle,
      PhoneCodes codes) {
    this.codes = codes;
    this.jdbc = jdbc;
    this.throttle = throttle;
    this.passwords = passwords;
    this.idempotency = idempotency;
  }

  private record Row(UUID userId, UUID personId, String username, String phone, String code) {}

  /**
   * @param userId id of the account to be made
   * @return what {@code Registered} of the contract describes; for a repeat that of the first time
   * @throws ApiProblem 400 for a phone or zone that does not exist; 409 {@code username-taken}; 422
   *     {@code idempotency-key-reused}
   */
  @Transactional
  Map<String, Object> register(ApiRequest request, UUID userId) {
    throttle.registration();
    JsonNode body = request.body();
    String username = body.get("username").asText();
    String password = body.get("password").asText();
    if (password.getBytes(StandardCharsets.UTF_8).length > MAX_PASSWORD_BYTES) {
      throw ApiProblem.field("password", "is too long", "send at most 72 bytes");
    }
    if (body.get("displayName").asText().isBlank()) {
      throw ApiProblem.field("displayName", "is blank", "send the name to address the person by");
    }
    String zone =
        body.hasNonNull("zone") ? Zones.require("zone", body.get("zone").asText()) : "Asia/Kolkata";
    String digits =
        body.hasNonNull("phone") ? PhoneNumbers.require("phone", body.get("phone").asText()) : null;
    String scope = request.operation() + ":" + username.toLowerCase(Locale.ROOT);
    Optional<UUID> earlier =
        idempotency.claim(request, scope, userId, Idempotency.hash(withoutPassword(request)));
    if (earlier.isPresent()) {
      return again(earlier.get(), password);
    }
    UUID personId = Ids.next();
    int made =
        jdbc.sql(register)
            .param("user", userId)
            .param("person", personId)
            .param("username", username)
            .param("hash", passwords.encode(password))
            .param("displayName", body.get("displayName").asText().trim())
            .param("language", body.path("language").asText("en"))
            .param("zone", zone)
            .update();
    if (made == 0) {
      throw ApiProblem.conflict("username-taken", "this username is taken; choose another");
    }
    if (digits != null) {
      codes.make(personId, digits);
    }
    return answer(userId);
  }

  /** A fast digest of a password must not lie beside its slow one. */
  private static ApiRequest withoutPassword(ApiRequest request) {
    ObjectNode body = request.body().deepCopy();
    body.remove("password");
    return new ApiRequest(
        request.operation(),
        request.caller(),
        request.requestId(),
        request.idempotencyKey(),
        request.path(),
        request.query(),
        body);
  }

  private Map<String, Object> again(UUID userId, String password) {
    String hash =
        jdbc.sql("select password_hash from app_user where id = ?")
            .param(userId)
            .query(String.class)
            .single();
    if (!passwords.matches(password, hash)) {
      throw Idempotency.reused();
    }
    return answer(userId);
  }

  private Map<String, Object> answer(UUID userId) {
    Row row = jdbc.sql(registered).param("user", userId).query(Row.class).single();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("userId", row.userId());
    answer.put("personId", row.personId());
    answer.put("username", row.username());
    answer.put("roles", List.of(Role.PATIENT.name()));
    if (row.code() != null) {
      answer.put(
          "phoneVerification",
          Map.of(
              "phone", "+" + row.phone(),
              "code", row.code(),
              "instruction", "send `VERIFY " + row.code() + "` from that number on WhatsApp"));
    }
    return answer;
  }
}
