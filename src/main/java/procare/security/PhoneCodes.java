package procare.security;

import static procare.Times.at;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Ids;
import procare.Sql;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.patient.PhoneNumbers;

/**
 * Codes that prove a phone number: shown to the person who is logged in, sent by them from that
 * number on WhatsApp. A code lives a day and a few wrong tries; then a new one is asked for.
 */
@Component("phoneCodes")
public class PhoneCodes {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int CODES = 1_000_000;

  private final JdbcClient jdbc;
  private final VerificationProperties settings;
  private final Clock clock;
  private final String register = Sql.of("security/register-phone");
  private final String verify = Sql.of("security/verify-code");

  public PhoneCodes(JdbcClient jdbc, VerificationProperties settings, Clock clock) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What came of a code.
   *
   * @param personId whose number it now is, or null
   * @param usedUp whether the code is too old or was tried too often
   */
  public record Tried(UUID personId, boolean usedUp) {}

  /**
   * {@code createPhoneCode}: a code for a new number, or a new code for one that is not proved yet.
   *
   * @throws ApiProblem 400 for an impossible number; 409 {@code phone-verified}; 429 {@code
   *     too-many-codes}
   */
  @Transactional
  public ApiAnswer create(ApiRequest request) {
    UUID person = request.caller().personId();
    String digits = PhoneNumbers.require("phone", request.body().get("phone").asText());
    Optional<Instant> verified =
        jdbc.sql(
                "select verified_at from contact_point where person_id = ? and system = 'phone' and value = ?"
                    + " and verified_at is not null")
            .params(person, digits)
            .query(OffsetDateTime.class)
            .optional()
            .map(OffsetDateTime::toInstant);
    if (verified.isPresent()) {
      throw ApiProblem.conflict("phone-verified", "this number is proved already; nothing to do");
    }
    jdbc.sql(
            "delete from contact_point where person_id = ? and system = 'phone' and verified_at is null"
                + " and value <> ?")
        .params(person, digits)
        .update();
    if (!make(person, digits)) {
      throw new ApiProblem(
          429,
          "too-many-codes",
          "a code was made a moment ago; wait before asking for another",
          List.of(),
          settings.resendAfter());
    }
    return ApiAnswer.created(shown(person, digits), "/api/v1/auth/me");
  }

  /**
   * Makes a code for a number that is not proved yet.
   *
   * @return false when the last one is too fresh
   */
  boolean make(UUID person, String digits) {
    Instant now = clock.instant();
    return jdbc.sql(register)
            .param("id", Ids.next())
            .param("person", person)
            .param("digits", digits)
            .param("code", "%06d".formatted(RANDOM.nextInt(CODES)))
            .param("now", at(now))
            .param("expires", at(now.plus(settings.codeValidFor())))
            .param("resendBefore", at(now.minus(settings.resendAfter())))
            .update()
        == 1;
  }

  /** Takes a message {@code VERIFY <code>} as proof; to be called in the message's transaction. */
  public Tried tryCode(String phone, String code) {
    return jdbc.sql(verify)
        .param("phone", phone)
        .param("code", code)
        .param("attempts", settings.maxAttempts())
        .param("now", at(clock.instant()))
        .query(
            (rs, i) -> new Tried(rs.getObject("person_id", UUID.class), rs.getBoolean("used_up")))
        .single();
  }

  private Map<String, Object> shown(UUID person, String digits) {
    return jdbc.sql(
            "select code, code_expires_at from contact_point where person_id = ? and system = 'phone' and value = ?")
        .params(person, digits)
        .query(
            (rs, i) -> {
              Map<String, Object> shown = new LinkedHashMap<>();
              shown.put("phone", "+" + digits);
              shown.put("code", rs.getString("code"));
              shown.put(
                  "expiresAt", rs.getObject("code_expires_at", OffsetDateTime.class).toInstant());
              shown.put("resendAfter", Duration.from(settings.resendAfter()).toSeconds());
              shown.put(
                  "instruction",
                  "send `VERIFY " + rs.getString("code") + "` from that number on WhatsApp");
              return shown;
            })
        .single();
  }
}
