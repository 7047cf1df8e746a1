package procare.embedded.twins.partner;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import procare.embedded.twins.Twin;
import procare.embedded.twins.TwinFamily;
import procare.partner.pack.Pack;
import procare.partner.pack.PackFiles;
import procare.partner.pack.PackSecret;
import procare.partner.pack.PackSettings;
import procare.partner.pack.Packs;

/** A twin for every running pack, made anew when its pack changes. */
@Component
@Profile("embedded")
class PartnerTwins implements TwinFamily {
  static final String FAMILY = "partners";
  private final Packs packs;
  private final PackSettings settings;
  private final ConcurrentMap<String, PartnerTwin> twins = new ConcurrentHashMap<>();

  PartnerTwins(Packs packs, PackSettings settings) {
    this.packs = packs;
    this.settings = settings;
  }

  @Override
  public String name() {
    return FAMILY;
  }

  @Override
  public Optional<Twin> find(String member) {
    return twin(member).map(twin -> twin);
  }

  @Override
  public List<String> members() {
    return packs.running().stream().map(Pack::name).toList();
  }

  Optional<PartnerTwin> twin(String name) {
    Pack pack = packs.byName(name).orElse(null);
    return Optional.ofNullable(
        twins.compute(
            name,
            (key, twin) ->
                pack == null || twin != null && twin.pack().hash().equals(pack.hash())
                    ? pack == null ? null : twin
                    : made(pack)));
  }

  private PartnerTwin made(Pack pack) {
    Optional<ResultWriter> writer = files(pack).flatMap(files -> ResultWriter.of(pack, files));
    return new PartnerTwin(pack, new PackSecret(packs, settings, pack.name()), writer);
  }

  Optional<PackFiles> files(Pack pack) {
    return packs.files(pack.name());
  }
}
