package procare.operations;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import procare.partner.pack.Pack;
import procare.partner.pack.PackDesk;
import procare.partner.pack.PackEntry;
import procare.partner.pack.PackHearing;
import procare.partner.pack.PackSettings;
import procare.partner.pack.Packs;

/** Packs as operators see them: names of settings, never their values. */
@Component
class PackViews implements PartnerPacks {
  private final Packs packs;
  private final PackHearing hearing;
  private final PackSettings settings;
  private final PackDesk desk;

  PackViews(Packs packs, PackHearing hearing, PackSettings settings, PackDesk desk) {
    this.packs = packs;
    this.hearing = hearing;
    this.settings = settings;
    this.desk = desk;
  }

  @Override
  public Map<String, Map<String, Object>> all() {
    Map<String, PackHearing.Heard> heard = hearing.hearings();
    Map<String, Map<String, Object>> all = new TreeMap<>();
    packs.entries().forEach(e -> all.put(e.name(), view(e, heard.get(e.name()))));
    return all;
  }

  @Override
  public Optional<Map<String, Object>> detail(String name) {
    return packs
        .entry(name)
        .map(
            entry -> {
              Map<String, Object> view = view(entry, hearing.hearings().get(name));
              view.put("problems", entry.refused());
              view.put("history", desk.history(name));
              return view;
            });
  }

  private Map<String, Object> view(PackEntry entry, PackHearing.Heard heard) {
    Map<String, Object> view = new LinkedHashMap<>();
    Pack pack = entry.pack();
    if (pack != null) {
      view.put("title", pack.title());
      view.put("kind", pack.kind().name().toLowerCase(Locale.ROOT));
      view.put("protocol", pack.protocol().word());
      view.put("version", pack.version());
      view.put("grade", pack.grade());
      view.put("missingSettings", settings.missing(pack));
      view.put("silence", pack.silence());
    }
    view.put("state", entry.state());
    view.put("origin", entry.origin());
    view.put("refused", !entry.refused().isEmpty());
    view.put("lastChange", entry.reason());
    view.put("changedAt", entry.changedAt());
    view.put("changedBy", entry.changedBy());
    view.put("heardAt", heard == null ? null : heard.heardAt());
    view.put("silentSince", heard == null ? null : heard.silentSince());
    return view;
  }
}
