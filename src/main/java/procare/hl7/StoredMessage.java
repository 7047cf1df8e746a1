package procare.hl7;

import java.time.Instant;
import java.util.UUID;

/**
 * A stored message whose turn has come.
 *
 * @param id row of {@code hl7_message}; names the story of all that follows from it
 * @param type such as {@code ORU^R01}
 * @param charsetDoubtful true when MSH-18 does not fit the bytes: names may be misspelt
 */
public record StoredMessage(
    UUID id,
    Hl7Partner partner,
    String type,
    Message message,
    Instant receivedAt,
    boolean charsetDoubtful) {}
