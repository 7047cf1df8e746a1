package procare.emr;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code procare.emr.*}.
 *
 * @param system base URI of the identifiers that the hub gives ({@code <system>/patient}, {@code
 *     <system>/reading} …)
 * @param ownAssigners names under which partners send the hub's own patient ids back
 * @param lease how long one try may take before another node may repeat it
 * @param maxAttempts tries before a person has to look
 * @param partners by name; see {@link EmrPartner}
 */
@ConfigurationProperties("procare.emr")
public record EmrProperties(
    @DefaultValue("https://procare.example/fhir/sid") String system,
    List<String> ownAssigners,
    @DefaultValue("PT2M") Duration lease,
    @DefaultValue("20") int maxAttempts,
    Map<String, Partner> partners) {

  /**
   * One partner as the settings say it.
   *
   * @param enabled false: nothing is sent to it
   * @param protocol {@code fhir} or {@code hl7}
   * @param url FHIR base URL, without a trailing slash
   * @param clientId SMART Backend Services client id; empty: no authentication
   * @param keyId {@code kid} of the key that the partner knows
   * @param privateKey PKCS#8 PEM; secret, from the environment
   * @param algorithm {@code RS384} or {@code ES384}
   * @param scope what is asked for, for example {@code system/*.cruds}
   * @param assigner of the identifiers by which patients are sent: FHIR system or CX.4 namespace
   * @param application MSH-5 of an HL7 v2 partner
   * @param facility MSH-6 of an HL7 v2 partner
   * @param zone IANA zone for times without offset
   * @param timeoutMillis time to wait for an answer
   * @param sends what goes there: {@code READING, REPORT, ADHERENCE, COMMUNICATION}
   */
  public record Partner(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("fhir") String protocol,
      String url,
      String clientId,
      String keyId,
      String privateKey,
      @DefaultValue("RS384") String algorithm,
      @DefaultValue("system/*.cruds") String scope,
      String assigner,
      String application,
      String facility,
      @DefaultValue("Asia/Kolkata") String zone,
      @DefaultValue("15000") long timeoutMillis,
      @DefaultValue({"READING", "REPORT", "ADHERENCE"}) List<String> sends) {}

  public EmrProperties {
    ownAssigners = ownAssigners == null ? List.of() : List.copyOf(ownAssigners);
    partners = partners == null ? Map.of() : Map.copyOf(partners);
  }

  boolean isOwn(String assigner) {
    return assigner.equals(system + "/patient") || ownAssigners.contains(assigner);
  }

  /** System of one kind of identifier that the hub gives. */
  public String system(String kind) {
    return system + "/" + kind;
  }
}
