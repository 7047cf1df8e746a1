package procare.lab;

import java.util.Optional;

/** Knows LOINC only. */
public class LoincPassThrough implements CodeMaps {
  @Override
  public Optional<MappedCode> map(String partner, LabCode code, String unit) {
    return code.isLoinc() && code.code() != null
        ? Optional.of(
            new MappedCode(code.code().strip(), code.display(), Ucum.of(unit).orElse(null)))
        : Optional.empty();
  }
}
