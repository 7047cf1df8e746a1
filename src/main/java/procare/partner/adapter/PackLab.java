package procare.partner.adapter;

import java.util.Optional;
import org.springframework.stereotype.Component;
import procare.lab.CodeMaps;
import procare.lab.LabCode;
import procare.lab.LabPartners;
import procare.lab.LoincPassThrough;
import procare.lab.MappedCode;
import procare.lab.Ucum;
import procare.partner.pack.CodeMap;
import procare.partner.pack.Pack;
import procare.partner.pack.Packs;

/** Tells the laboratory domain what packs say: codes, whose numbers people have, own limits. */
@Component
class PackLab implements CodeMaps, LabPartners {
  private final Packs packs;
  private final LoincPassThrough loinc = new LoincPassThrough();

  PackLab(Packs packs) {
    this.packs = packs;
  }

  /** By the pack's table; LOINC that it does not list means itself. */
  @Override
  public Optional<MappedCode> map(String partner, LabCode code, String unit) {
    return packs
        .byName(partner)
        .flatMap(pack -> pack.codes().map(code.code(), code.system(), unit))
        .map(PackLab::mapped)
        .or(() -> loinc.map(partner, code, unit));
  }

  private static MappedCode mapped(CodeMap.Mapped found) {
    String ucum = blankToNull(found.ucum());
    return new MappedCode(
        found.loinc(),
        blankToNull(found.display()),
        ucum == null ? null : Ucum.of(ucum).orElse(ucum),
        found.factor());
  }

  @Override
  public Optional<String> ours(String partner) {
    return packs.byName(partner).map(Pack::identifiers).map(Pack.Identifiers::ours);
  }

  @Override
  public Optional<String> theirs(String partner) {
    return packs.byName(partner).map(Pack::identifiers).map(Pack.Identifiers::theirs);
  }

  @Override
  public Optional<Bounds> critical(String partner, String loincCode) {
    return packs
        .byName(partner)
        .flatMap(
            pack -> pack.critical().stream().filter(c -> c.loinc().equals(loincCode)).findFirst())
        .map(c -> new Bounds(c.low(), c.high(), c.unit()));
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
