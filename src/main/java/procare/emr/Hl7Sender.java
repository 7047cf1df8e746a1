package procare.emr;

import procare.partner.Outcome;

/** Sends HL7 v2 messages and waits for their acknowledgement. */
public interface Hl7Sender {
  /**
   * @param partner its name
   * @param controlId MSH-10; an acknowledgement of another message (MSA-2) is none of this one
   * @param message without MLLP framing
   * @return ACCEPTED for AA or CA; PERMANENT for AR or CR; TRANSIENT for AE or CE; AMBIGUOUS when
   *     none came in time. Never throws for anything that a partner or the network does.
   */
  Outcome send(String partner, String controlId, byte[] message);
}
