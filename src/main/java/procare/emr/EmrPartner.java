package procare.emr;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A partner that keeps medical records.
 *
 * @param name lower-case letters, digits and hyphens
 * @param url FHIR base URL without trailing slash; null for an HL7 v2 partner
 * @param smart how the hub proves itself, or null when the partner asks for nothing
 * @param assigner of the identifiers by which patients are sent, where there is a choice: FHIR
 *     system or CX.4 namespace; null: the first that the partner told
 * @param application MSH-5 of an HL7 v2 partner
 * @param facility MSH-6 of an HL7 v2 partner
 * @param zone for times without offset
 * @param timeoutMillis time to wait for an answer
 * @param sends what goes there
 */
public record EmrPartner(
    String name,
    Protocol protocol,
    String url,
    Smart smart,
    String assigner,
    String application,
    String facility,
    ZoneId zone,
    long timeoutMillis,
    Set<DeliveryKind> sends) {

  private static final Pattern CREATES_PATIENTS =
      Pattern.compile("system/(\\*|Patient)\\.(\\*|write|c[ruds]*)(\\?.*)?");

  /** How a partner is spoken to. */
  public enum Protocol {
    FHIR,
    HL7
  }

  /**
   * SMART Backend Services (HL7 smart-app-launch, backend-services).
   *
   * @param clientId as registered with the partner
   * @param keyId {@code kid} under which the partner has our public key
   * @param privateKey PKCS#8 PEM; secret
   * @param algorithm {@code RS384} or {@code ES384}
   * @param scope for example {@code system/*.cruds}
   */
  public record Smart(
      String clientId, String keyId, String privateKey, String algorithm, String scope) {
    @Override
    public String toString() {
      return "Smart[" + clientId + ", " + keyId + ", " + algorithm + "]";
    }
  }

  public EmrPartner {
    sends = Set.copyOf(sends);
  }

  /**
   * An identifier as this partner takes it: one without assigner, or for FHIR without a URI as its
   * system, is of {@link #assigner}.
   */
  PersonIdentifier named(PersonIdentifier known) {
    boolean whole =
        protocol == Protocol.FHIR ? known.assigner().indexOf(':') > 0 : !known.assigner().isEmpty();
    return whole || assigner == null
        ? known
        : new PersonIdentifier(assigner, known.value(), known.type());
  }

  /** Whether the scope that is asked for permits new patients (SMART v2 {@code c}, v1 write). */
  boolean mayCreatePatients() {
    return smart == null
        || Arrays.stream(smart.scope().split("\\s+")).anyMatch(CREATES_PATIENTS.asMatchPredicate());
  }
}
