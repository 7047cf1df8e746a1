package procare.media;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import procare.partner.Outcome;
import procare.partner.Outcome.Kind;
import procare.partner.PartnerAnswers;
import procare.partner.RetryAfter;

/**
 * What a gateway answers to a call that reads. Reading may be repeated without harm, so only what
 * is certainly gone is permanent; Evolution says 400 for a lost connection as for an unknown
 * message.
 */
@Component("readAnswers")
class ReadAnswers implements PartnerAnswers {
  private static final int LONGEST_ERROR = 4_096;

  @Override
  public Outcome read(int status, Map<String, String> headers, byte[] body) {
    if (status / 100 == 2) {
      return Outcome.accepted(status, null);
    }
    return switch (status) {
      case 401, 403 -> Outcome.of(Kind.CONFIGURATION, status, "the gateway refuses our secret");
      case 404, 410 ->
          Outcome.of(Kind.PERMANENT, status, "the gateway does not have it (any more)");
      case 400 ->
          says(body, "not found") || says(body, "validation_error")
              ? Outcome.of(Kind.PERMANENT, status, "the gateway does not know it")
              : Outcome.of(Kind.TRANSIENT, status, "the gateway cannot read it now");
      case 429 ->
          Outcome.of(Kind.THROTTLED, status, "too many requests").after(RetryAfter.of(headers));
      default ->
          Outcome.of(Kind.TRANSIENT, status, "the gateway failed with " + status)
              .after(RetryAfter.of(headers));
    };
  }

  private static boolean says(byte[] body, String words) {
    int length = Math.min(body.length, LONGEST_ERROR);
    return new String(body, 0, length, StandardCharsets.UTF_8)
        .toLowerCase(Locale.ROOT)
        .contains(words);
  }
}
