package procare.embedded.twins.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import procare.Ids;
import procare.embedded.twins.BadTwinRequest;
import procare.partner.pack.Pack;
import procare.partner.pack.PackFiles;

/** What a hospital tells of a patient (HL7 v2.5.1 chapter 3), in the form of its pack's samples. */
final class AdtWriter {
  private static final List<String> KEPT = List.of("MSH", "EVN", "PID", "PV1", "MRG");

  private AdtWriter() {}

  /**
   * @param body {@code trigger} such as A08, {@code person}, and for a merge {@code merged}: the
   *     hospital's number that is no more
   * @throws BadTwinRequest when the pack has no such message or a field is wrong
   */
  static byte[] write(Pack pack, PackFiles files, JsonNode body, Instant at) {
    String trigger = NewResult.text(body, "trigger");
    if (trigger == null || pack.emr() == null || !pack.emr().receives().contains(trigger)) {
      throw new BadTwinRequest(
          "trigger must be one of " + (pack.emr() == null ? List.of() : pack.emr().receives()));
    }
    String merged = NewResult.text(body, "merged");
    if (trigger.equals("A40") == (merged == null)) {
      throw new BadTwinRequest("merged is for A40, and needed there: the number that is no more");
    }
    boolean merge = merged != null;
    byte[] sample =
        sample(pack, files, "^ADT\\^" + trigger + "\\b.*")
            .or(() -> merge ? Optional.empty() : sample(pack, files, "^ADT\\^(?!A40).*"))
            .orElseThrow(() -> new BadTwinRequest("the pack has no sample of ADT^" + trigger));
    NewResult.Somebody person = NewResult.Somebody.read(body.path("person"));
    if (person.theirs() == null) {
      throw new BadTwinRequest("person.theirs is missing: the hospital's number of the patient");
    }
    ZoneId zone = pack.zone() == null ? ZoneOffset.UTC : pack.zone();
    String time = Hl7Text.time(at, zone);
    Hl7Text text = new Hl7Text(sample, pack.charset(), KEPT);
    if (!text.get("MSH", 9).startsWith("ADT^" + trigger)) {
      text.set("MSH", 9, "ADT^" + trigger + "^ADT_A01");
    }
    return text.set("MSH", 7, time)
        .set("MSH", 10, Hl7Results.controlId(Ids.next().toString()))
        .set("EVN", 1, trigger)
        .set("EVN", 2, time)
        .person(person, pack.identifiers().ours(), pack.identifiers().theirs())
        .first("MRG", 1, merged)
        .set("MRG", 7, null)
        .bytes();
  }

  private static Optional<byte[]> sample(Pack pack, PackFiles files, String type) {
    return ResultWriter.sample(files, body -> Hl7Text.type(body, pack.charset()).matches(type));
  }
}
