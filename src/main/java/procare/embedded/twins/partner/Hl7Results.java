package procare.embedded.twins.partner;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import procare.partner.pack.Pack;

/** ORU^R01 (HL7 v2.5.1 chapter 7) with one order and one result. */
record Hl7Results(Pack pack, byte[] sample) implements ResultWriter {
  private static final List<String> KEPT = List.of("MSH", "PID", "ORC", "OBR", "OBX");

  /** OBX-11, HL7 table 0085. */
  private static final Map<String, String> RESULT =
      Map.of(
          "final",
          "F",
          "preliminary",
          "P",
          "corrected",
          "C",
          "cancelled",
          "X",
          "entered-in-error",
          "W");

  @Override
  public byte[] write(NewResult result) {
    ZoneId zone = pack.zone() == null ? ZoneOffset.UTC : pack.zone();
    String time = Hl7Text.time(result.at(), zone);
    String word = RESULT.get(result.status());
    String test = test(result);
    return new Hl7Text(sample, charset(), KEPT)
        .set("MSH", 7, time)
        .set("MSH", 10, controlId(result.id()))
        .person(result.person(), pack.identifiers().ours(), pack.identifiers().theirs())
        .first("ORC", 2, result.placer())
        .first("ORC", 3, result.filler())
        .set("ORC", 9, time)
        .first("OBR", 2, result.placer())
        .first("OBR", 3, result.filler())
        .set("OBR", 4, test)
        .set("OBR", 7, time)
        .set("OBR", 14, time)
        .set("OBR", 22, time)
        // HL7 table 0123 has no word for a withdrawn report, only for its results.
        .set("OBR", 25, word.equals("W") ? "C" : word)
        .set("OBX", 2, type(result.value()))
        .set("OBX", 3, test)
        .set("OBX", 5, value(result.value()))
        .set("OBX", 6, result.unit() == null ? null : Hl7Text.escaped(result.unit()))
        .set("OBX", 7, null)
        .set("OBX", 8, result.flag() == null ? null : Hl7Text.escaped(result.flag()))
        .set("OBX", 11, word)
        .set("OBX", 14, time)
        .set("OBX", 19, time)
        .bytes();
  }

  private Charset charset() {
    return pack.charset() == null ? StandardCharsets.UTF_8 : pack.charset();
  }

  /** MSH-10 has 20 characters at most up to version 2.5.1. */
  static String controlId(String id) {
    String plain = id.replace("-", "");
    return "TW" + plain.substring(plain.length() - 18);
  }

  private static String test(NewResult result) {
    String code = Hl7Text.escaped(result.code());
    if (result.line() != null) {
      return code + "^" + Hl7Text.escaped(result.line().text()) + "^L";
    }
    return code + "^" + code + (result.isLoinc() ? "^LN" : "^L");
  }

  private static String type(String value) {
    if (value == null || value.matches("-?\\d+(\\.\\d+)?")) {
      return "NM";
    }
    return value.matches("[<>]=?\\d+(\\.\\d+)?") ? "SN" : "ST";
  }

  private static String value(String value) {
    if (value == null) {
      return null;
    }
    return type(value).equals("SN")
        ? value.replaceFirst("^([<>]=?)", "$1^")
        : Hl7Text.escaped(value);
  }
}
