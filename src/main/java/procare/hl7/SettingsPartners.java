package procare.hl7;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The senders of {@code procare.hl7.partners}. */
@Component
class SettingsPartners implements Hl7Partners {
  private static final Set<String> LAB_TYPES = Set.of("ORU^R01");
  private static final Set<String> EMR_TYPES = Set.of("ADT^*");

  private final Map<List<String>, Hl7Partner> bySender;

  SettingsPartners(Hl7Properties settings) {
    bySender =
        settings.partners().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    e -> sender(e.getValue().application(), e.getValue().facility()),
                    e -> partner(e.getKey(), e.getValue())));
  }

  @Override
  public Optional<Hl7Partner> bySender(String application, String facility) {
    return Optional.ofNullable(bySender.get(sender(application, facility)));
  }

  private static List<String> sender(String application, String facility) {
    return List.of(
        Objects.requireNonNullElse(application, ""), Objects.requireNonNullElse(facility, ""));
  }

  private static Hl7Partner partner(String name, Hl7Properties.Sender sender) {
    Set<String> usual = sender.kind() == Hl7Partner.Kind.EMR ? EMR_TYPES : LAB_TYPES;
    return new Hl7Partner(
        name,
        sender.kind(),
        sender.facility(),
        ZoneId.of(sender.zone()),
        Decoded.named(sender.charset()),
        sender.types() == null ? usual : Set.copyOf(sender.types()),
        Set.copyOf(sender.processingIds()),
        sender.version(),
        sender.controlIdNeeded(),
        sender.orderBy(),
        sender.acknowledgement(),
        sender.outage(),
        sender.largest());
  }
}
