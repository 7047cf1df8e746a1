package procare.hl7;

import java.nio.charset.Charset;
import java.util.List;

/**
 * One message as it came, what was made of it, and what it is to be answered.
 *
 * @param raw its own bytes, exactly as sent; the whole frame when it is no HL7
 * @param partner who sent it, or null
 * @param message null when the bytes are no HL7 message
 * @param charset that its text was read with
 * @param application MSH-3.1, empty when none was sent
 * @param facility MSH-4.1, empty when none was sent
 * @param controlId MSH-10; without one {@code sha256:} and the content's hash
 * @param type such as {@code ORU^R01}, empty when unknown
 * @param version MSH-12 or the agreed one, or null
 * @param bodyHash SHA-256 of all that a resend keeps: MSH-9 and what stands behind MSH
 * @param orderKeys whom it is about; it is handled after every earlier message that shares a key
 * @param flags {@code charset}: the declared character set does not fit; {@code batch}: one of
 *     several in a frame
 */
public record Incoming(
    byte[] raw,
    Hl7Partner partner,
    Message message,
    Charset charset,
    String application,
    String facility,
    String controlId,
    String type,
    String version,
    byte[] bodyHash,
    List<String> orderKeys,
    List<String> flags,
    Verdict verdict) {}
