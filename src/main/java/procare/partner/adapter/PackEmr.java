package procare.partner.adapter;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;
import procare.emr.DeliveryKind;
import procare.emr.EmrPartner;
import procare.emr.EmrPartner.Smart;
import procare.emr.EmrPartners;
import procare.partner.pack.Pack;
import procare.partner.pack.PackSettings;
import procare.partner.pack.Packs;
import procare.partner.pack.Protocol;

/** Partners with medical records: those of the settings, then those of the enabled packs. */
@Component("emrPartners")
@Primary
class PackEmr implements EmrPartners {
  private static final Logger LOG = LoggerFactory.getLogger(PackEmr.class);
  private final EmrPartners settled;
  private final Packs packs;
  private final PackSettings settings;

  /**
   * What a pack means, once for each of its versions: its secrets are read from the environment.
   */
  private final ConcurrentMap<String, Meaning> meanings = new ConcurrentHashMap<>();

  private record Meaning(String hash, Optional<EmrPartner> partner) {}

  PackEmr(
      @Qualifier("settingsEmrPartners") EmrPartners settled, Packs packs, PackSettings settings) {
    this.settled = settled;
    this.packs = packs;
    this.settings = settings;
  }

  @Override
  public Optional<EmrPartner> byName(String name) {
    return settled.byName(name).or(() -> packs.byName(name).flatMap(this::meaning));
  }

  @Override
  public List<EmrPartner> all() {
    List<EmrPartner> all = new ArrayList<>(settled.all());
    packs.running(Pack.Kind.EMR).stream()
        .filter(pack -> settled.byName(pack.name()).isEmpty())
        .forEach(pack -> meaning(pack).ifPresent(all::add));
    return all;
  }

  private Optional<EmrPartner> meaning(Pack pack) {
    return meanings
        .compute(
            pack.name(),
            (name, known) ->
                known != null && known.hash().equals(pack.hash())
                    ? known
                    : new Meaning(pack.hash(), read(pack)))
        .partner();
  }

  /** Empty for a pack that sends nothing, or that lacks a setting to send it. */
  Optional<EmrPartner> read(Pack pack) {
    boolean fhir = pack.protocol() == Protocol.FHIR_REST;
    if (pack.kind() != Pack.Kind.EMR
        || pack.emr() == null
        || !fhir && pack.protocol() != Protocol.HL7_MLLP) {
      return Optional.empty();
    }
    List<String> missing = settings.missing(pack);
    if (!missing.isEmpty()) {
      LOG.info("Nothing is written to {} until {} have values", pack.name(), missing);
      return Optional.empty();
    }
    boolean smart = "smart-backend".equals(pack.auth().type());
    if (fhir && !smart && !"none".equals(pack.auth().type())) {
      LOG.warn("Nothing is written to {}: its auth is not smart-backend", pack.name());
      return Optional.empty();
    }
    return Optional.of(
        new EmrPartner(
            pack.name(),
            fhir ? EmrPartner.Protocol.FHIR : EmrPartner.Protocol.HL7,
            fhir ? url(pack) : null,
            smart ? smart(pack) : null,
            pack.identifiers().theirs() == null
                ? pack.identifiers().ours()
                : pack.identifiers().theirs(),
            pack.sender() == null ? null : pack.sender().application(),
            pack.facility(),
            pack.zone() == null ? ZoneOffset.UTC : pack.zone(),
            pack.limits().timeout().toMillis(),
            fhir ? resources(pack.emr().sends()) : messages(pack.emr().sends())));
  }

  private String url(Pack pack) {
    return settings.endpoint(pack, "base").orElseThrow().toString().replaceAll("/+$", "");
  }

  private Smart smart(Pack pack) {
    return new Smart(
        settings.auth(pack, "clientId").orElseThrow(),
        settings.auth(pack, "keyId").orElseThrow(),
        settings.auth(pack, "privateKey").orElseThrow(),
        settings.auth(pack, "algorithm").orElse("RS384"),
        settings.auth(pack, "scope").orElseThrow());
  }

  private static Set<DeliveryKind> resources(List<String> sends) {
    Set<DeliveryKind> kinds = EnumSet.noneOf(DeliveryKind.class);
    if (sends.contains("Observation")) {
      kinds.add(DeliveryKind.READING);
      kinds.add(DeliveryKind.ADHERENCE);
    }
    if (sends.contains("DiagnosticReport")) {
      kinds.add(DeliveryKind.REPORT);
    }
    if (sends.contains("Communication")) {
      kinds.add(DeliveryKind.COMMUNICATION);
    }
    return kinds;
  }

  private static Set<DeliveryKind> messages(List<String> sends) {
    Set<DeliveryKind> kinds = EnumSet.noneOf(DeliveryKind.class);
    if (sends.contains("oru")) {
      kinds.add(DeliveryKind.READING);
      kinds.add(DeliveryKind.REPORT);
    }
    if (sends.contains("mdm")) {
      kinds.add(DeliveryKind.ADHERENCE);
    }
    return kinds;
  }
}
