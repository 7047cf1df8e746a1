package procare.partner.kit;

import java.nio.charset.Charset;
import java.util.Map;

/** Changes OBR, OBX and PID of an ORU^R01. */
final class Hl7Editor implements Editor {
  private static final Map<String, String> WORDS =
      Map.of(
          "final", "F",
          "preliminary", "P",
          "corrected", "C",
          "cancelled", "X",
          "entered-in-error", "W",
          "unknown", "Q");

  private final Er7 sample;

  Hl7Editor(byte[] body, Charset charset) {
    this.sample = new Er7(body, charset);
  }

  @Override
  public boolean can(String name) {
    return !name.equals("person.foreign");
  }

  @Override
  public byte[] with(Map<String, String> changes) {
    Er7 er7 = sample.copy();
    changes.forEach((name, value) -> change(er7, name, value));
    return er7.bytes();
  }

  private static void change(Er7 er7, String name, String value) {
    switch (name) {
      case "report.filler" -> er7.set("OBR", 3, value);
      case "report.placer" -> {
        er7.set("OBR", 2, value);
        if (er7.find("ORC", 0) >= 0) {
          er7.set("ORC", 2, value);
        }
      }
      case "report.status" -> er7.set("OBR", 25, value);
      case "person.id" -> er7.set("PID", 3, value);
      case "person.family" -> er7.set("PID", 5, value + "^X");
      case "item.code" -> er7.set("OBX", 3, value + "^" + value);
      case "item.value" -> er7.set("OBX", 2, "NM").set("OBX", 5, value);
      case "item.unit" -> er7.set("OBX", 6, value);
      case "item.flag" -> er7.set("OBX", 8, value);
      case "item.status" -> er7.set("OBX", 11, value);
      default -> throw new IllegalArgumentException(name);
    }
  }

  @Override
  public String word(String name, String fhirStatus) {
    // HL7 table 0123 knows no withdrawn report, only withdrawn results.
    return name.startsWith("report.") && fhirStatus.equals("entered-in-error")
        ? null
        : WORDS.get(fhirStatus);
  }
}
