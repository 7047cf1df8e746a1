package procare.lab;

import java.util.Optional;

/** What a laboratory's code means; partner packs bring the tables of their laboratories. */
public interface CodeMaps {
  /**
   * @param partner name of the pack
   * @param code one coding as sent
   * @param unit as sent, or null
   * @return empty when the code means nothing here; the result is then kept as it came and listed
   *     for an engineer
   */
  Optional<MappedCode> map(String partner, LabCode code, String unit);
}
