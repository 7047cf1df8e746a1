package procare.operations;

import java.util.Map;
import java.util.Optional;

/** What operators are shown of packs; see {@code PartnerPack} in {@code openapi/hub.yaml}. */
interface PartnerPacks {
  /** Every pack by name. */
  Map<String, Map<String, Object>> all();

  /** One of them, with the problems of refused content and its last versions. */
  Optional<Map<String, Object>> detail(String name);
}
