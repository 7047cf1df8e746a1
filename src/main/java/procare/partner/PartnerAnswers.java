package procare.partner;

import java.util.Map;

/**
 * Translates one partner's HTTP answers; the only code that knows their shapes. Never throws on any
 * bytes.
 */
@FunctionalInterface
public interface PartnerAnswers {
  /**
   * @param status HTTP status
   * @param headers response headers, names in lower case
   * @param body raw bytes, possibly empty
   */
  Outcome read(int status, Map<String, String> headers, byte[] body);
}
