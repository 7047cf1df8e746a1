package procare.order;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import procare.order.OrderPartner.AckMode;
import procare.order.OrderPartner.Format;
import procare.order.OrderPartner.Idempotency;

/**
 * Settings {@code procare.orders.*}.
 *
 * @param application our MSH-3
 * @param facility our MSH-4, and the namespace of our numbers (ORC-2.2, PID-3.4)
 * @param system FHIR system of our order numbers
 * @param personSystem FHIR system of our patients' numbers
 * @param partners laboratories by name; packs may add more
 */
@ConfigurationProperties("procare.orders")
public record OrderProperties(
    @DefaultValue("PROCAREHUB") String application,
    @DefaultValue("PROCARE") String facility,
    @DefaultValue("https://procare.example/fhir/sid/order") String system,
    @DefaultValue("https://procare.example/fhir/sid/patient") String personSystem,
    Map<String, Laboratory> partners) {
  public OrderProperties {
    partners = partners == null ? Map.of() : Map.copyOf(partners);
  }

  /** One laboratory, see {@link OrderPartner}. */
  public record Laboratory(
      @DefaultValue("true") boolean enabled,
      Format format,
      String host,
      @DefaultValue("2575") int port,
      String sslBundle,
      String url,
      @DefaultValue("Authorization") String authHeader,
      String secret,
      @DefaultValue("LIS") String application,
      @DefaultValue("LAB") String facility,
      @DefaultValue("2.5.1") String version,
      @DefaultValue("UTF-8") String charset,
      @DefaultValue("Asia/Kolkata") String zone,
      @DefaultValue("ORIGINAL") AckMode ackMode,
      @DefaultValue("SAME_PLACER") Idempotency idempotency,
      @DefaultValue("Idempotency-Key") String keyHeader,
      String lookUp,
      @DefaultValue("PT15S") Duration answerWithin,
      @DefaultValue("PT1H") Duration applicationWithin,
      @DefaultValue("4") int maxInFlight,
      @DefaultValue("20") int perSecond,
      @DefaultValue("true") boolean cancels,
      @DefaultValue("12") int attempts,
      @DefaultValue("3") int errorAttempts,
      @DefaultValue("PT5S") Duration firstPause,
      @DefaultValue("PT10M") Duration longestPause,
      Map<String, String> codes) {}
}
