package procare.partner.reading;

import java.math.BigDecimal;
import java.util.Optional;
import procare.lab.LabCode;
import procare.lab.LabResult;
import procare.lab.LabValue;
import procare.partner.pack.CodeMap;
import procare.partner.pack.Pack;

/** The LOINC code of a result by its pack. */
public final class PackCodes {
  private PackCodes() {}

  /** The unit of a value as sent, or null. */
  public static String unit(LabValue value) {
    return value instanceof LabValue.Quantity q
        ? q.unit()
        : value instanceof LabValue.Range r ? r.unit() : null;
  }

  /** From the code map; else the LOINC that the partner sent itself. */
  public static Optional<CodeMap.Mapped> of(Pack pack, LabResult result) {
    String unit = unit(result.value());
    for (LabCode code : result.codes()) {
      Optional<CodeMap.Mapped> mapped = pack.codes().map(code.code(), code.system(), unit);
      if (mapped.isPresent()) {
        return mapped;
      }
    }
    return result.codes().stream()
        .filter(LabCode::isLoinc)
        .findFirst()
        .map(code -> new CodeMap.Mapped(code.code(), code.display(), unit, BigDecimal.ONE));
  }
}
