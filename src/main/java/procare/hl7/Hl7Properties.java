package procare.hl7;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code procare.hl7.*}.
 *
 * @param application our MSH-3 where a message does not address us by MSH-5
 * @param facility our MSH-4 where a message does not address us by MSH-6
 * @param workers messages handled at the same time on one node
 * @param attempts tries of a message that fails for reasons that may pass
 * @param partners senders by name; partner packs add more
 */
@ConfigurationProperties("procare.hl7")
public record Hl7Properties(
    @DefaultValue("PROCAREHUB") String application,
    @DefaultValue("PROCARE") String facility,
    @DefaultValue("4") int workers,
    @DefaultValue("10") int attempts,
    Map<String, Sender> partners) {
  public Hl7Properties {
    partners = partners == null ? Map.of() : Map.copyOf(partners);
  }

  /**
   * One sender, see {@link Hl7Partner}.
   *
   * @param application its MSH-3.1
   * @param facility its MSH-4.1
   * @param largest bytes of one message
   */
  public record Sender(
      String application,
      String facility,
      Hl7Partner.Kind kind,
      @DefaultValue("Asia/Kolkata") String zone,
      @DefaultValue("UTF-8") String charset,
      List<String> types,
      @DefaultValue("P") List<String> processingIds,
      String version,
      @DefaultValue("true") boolean controlIdNeeded,
      @DefaultValue("PID-3.1") String orderBy,
      @DefaultValue("ORIGINAL") Hl7Partner.Mode acknowledgement,
      @DefaultValue("AE") Hl7Partner.Outage outage,
      @DefaultValue("16777216") int largest) {}
}
