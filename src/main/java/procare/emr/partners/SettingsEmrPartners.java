package procare.emr.partners;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import procare.emr.DeliveryKind;
import procare.emr.EmrPartner;
import procare.emr.EmrPartner.Protocol;
import procare.emr.EmrPartner.Smart;
import procare.emr.EmrPartners;
import procare.emr.EmrProperties;

/** The partners of {@code procare.emr.partners}. */
@Component("settingsEmrPartners")
class SettingsEmrPartners implements EmrPartners {
  private final Map<String, EmrPartner> partners = new TreeMap<>();

  /**
   * @throws IllegalArgumentException when a partner that is switched on is not described well
   *     enough; says which setting
   */
  SettingsEmrPartners(EmrProperties settings) {
    settings
        .partners()
        .forEach(
            (name, partner) -> {
              if (partner.enabled()) {
                partners.put(name, read(name, partner));
              }
            });
  }

  private static EmrPartner read(String name, EmrProperties.Partner partner) {
    String at = "procare.emr.partners." + name;
    if (!name.matches("[a-z0-9][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          at + ": a partner's name has lower-case letters, digits and hyphens only");
    }
    Protocol protocol = Protocol.valueOf(partner.protocol().toUpperCase(Locale.ROOT));
    if (protocol == Protocol.FHIR && blank(partner.url())) {
      throw new IllegalArgumentException(at + ".url is missing: the FHIR base URL");
    }
    if (protocol == Protocol.HL7 && (blank(partner.application()) || blank(partner.facility()))) {
      throw new IllegalArgumentException(at + " needs application and facility (MSH-5, MSH-6)");
    }
    return new EmrPartner(
        name,
        protocol,
        blank(partner.url()) ? null : partner.url().replaceAll("/+$", ""),
        blank(partner.clientId()) ? null : smart(at, partner),
        blank(partner.assigner()) ? null : partner.assigner(),
        partner.application(),
        partner.facility(),
        ZoneId.of(partner.zone()),
        partner.timeoutMillis(),
        partner.sends().stream().map(DeliveryKind::valueOf).collect(Collectors.toSet()));
  }

  private static Smart smart(String at, EmrProperties.Partner partner) {
    if (blank(partner.keyId()) || blank(partner.privateKey())) {
      throw new IllegalArgumentException(at + " needs key-id and private-key beside client-id");
    }
    if (!List.of("RS384", "ES384").contains(partner.algorithm())) {
      throw new IllegalArgumentException(at + ".algorithm must be RS384 or ES384");
    }
    return new Smart(
        partner.clientId(),
        partner.keyId(),
        partner.privateKey(),
        partner.algorithm(),
        partner.scope());
  }

  private static boolean blank(String value) {
    return value == null || value.isBlank();
  }

  @Override
  public Optional<EmrPartner> byName(String name) {
    return Optional.ofNullable(partners.get(name));
  }

  @Override
  public List<EmrPartner> all() {
    return List.copyOf(partners.values());
  }
}
