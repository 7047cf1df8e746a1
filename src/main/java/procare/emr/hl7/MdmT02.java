package procare.emr.hl7;

import java.time.Instant;

/** MDM^T02: a note with its words for a record (HL7 v2.5.1, chapter 9.6.2). */
public final class MdmT02 {
  private static final String NOTE = Er7.join("11506-3", "Progress note", "LN");

  private MdmT02() {}

  /**
   * A note that the hub made by itself: documented (DO, HL7 table 0271) and authenticated by
   * nobody.
   *
   * @param document TXA-12, the same for a note that replaces an earlier one
   * @param about the time that it is about
   */
  public static byte[] of(Letter letter, String document, Instant about, String text) {
    Er7 message = letter.begin("MDM^T02^MDM_T02");
    message.add(message.segment("EVN").raw(1, "T02").raw(2, message.time(letter.at())));
    letter.pid(message);
    message.add(message.segment("PV1").raw(1, "1").raw(2, "O"));
    Er7.Segment txa = message.segment("TXA").raw(1, "1").raw(2, NOTE).raw(3, "TX");
    txa.raw(4, message.time(about)).raw(12, Er7.join(document, "PROCARE"));
    message.add(txa.raw(17, "DO").raw(19, "AV"));
    new Observations(message).addText(NOTE, text);
    return message.bytes();
  }
}
