package procare.partner.kit;

import java.util.ArrayList;
import java.util.List;

/** Collects cases. */
final class Cases {
  private final List<KitCase> all = new ArrayList<>();

  void add(String id, String title, KitCase.Check check) {
    all.add(new KitCase(id, title, check));
  }

  List<KitCase> all() {
    return List.copyOf(all);
  }
}
