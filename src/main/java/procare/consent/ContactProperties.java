package procare.consent;

import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code procare.contact.*}: how often and when people are written to without having
 * asked. Defaults are those of domain.md §3.
 *
 * @param dailyCap messages a local day and person; emergencies and direct replies never count
 * @param digestWithin what is due within this time is told in one message
 * @param longestDigest characters of such a message at most; WhatsApp takes 4,096
 * @param quietFrom local time {@code HH:mm} at which quiet hours begin
 * @param quietTo local time at which they end; the same time as the beginning: none
 */
@ConfigurationProperties("procare.contact")
public record ContactProperties(
    @DefaultValue("5") int dailyCap,
    @DefaultValue("PT30M") Duration digestWithin,
    @DefaultValue("3500") int longestDigest,
    @DefaultValue("21:00") String quietFrom,
    @DefaultValue("07:00") String quietTo) {
  public ContactProperties {
    if (dailyCap < 1) {
      throw new IllegalArgumentException("procare.contact.daily-cap must be 1 or more");
    }
    LocalTime.parse(quietFrom);
    LocalTime.parse(quietTo);
  }

  QuietHours quietHours() {
    return new QuietHours(LocalTime.parse(quietFrom), LocalTime.parse(quietTo));
  }
}
