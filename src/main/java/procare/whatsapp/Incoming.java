package procare.whatsapp;

import java.time.Instant;

/**
 * One webhook event, translated from a gateway's own shape into what every gateway has in common.
 *
 * @param kind what the hub does with it
 * @param event the gateway's own name, e.g. {@code messages.upsert}
 * @param providerMessageId the gateway's id of the message; for events without one, a digest of the
 *     body
 * @param phone digits of E.164 when the sender has a number, else null
 * @param lid WhatsApp's number-less identity such as {@code 2015…@lid}, else null
 * @param text words, caption or the id of the chosen button, else null
 * @param mediaType {@code image, audio, document, video, location, sticker, contact}, else null
 * @param reaction emoji; empty when a reaction was taken back; null when it is none
 * @param quotedProviderMessageId the message answered or reacted to, else null
 * @param receipt for receipts: {@code sent, delivered, read, played, failed}, else null
 * @param reason why it is ignored, or what it tells about the gateway, else null
 */
public record Incoming(
    Kind kind,
    String event,
    String providerMessageId,
    String phone,
    String lid,
    String text,
    String mediaType,
    String reaction,
    String quotedProviderMessageId,
    String receipt,
    Instant sentAt,
    String reason) {

  /** Name of an event that a person must look at, because the hub cannot read it. */
  public static final String UNUSABLE = "unusable";

  /** What the hub does with it. */
  public enum Kind {
    /** From a person to the hub. */
    MESSAGE,
    /** About a message that the hub sent. */
    RECEIPT,
    /** Stored, never answered: echoes, groups, unknown types. */
    IGNORED
  }

  /**
   * Where an answer goes: the number, else the LID, which the gateway takes as well; null when
   * there is neither.
   */
  public String address() {
    return phone != null ? phone : lid;
  }

  static Incoming ignored(String event, String id, Instant sentAt, String reason) {
    return new Incoming(
        Kind.IGNORED, event, id, null, null, null, null, null, null, null, sentAt, reason);
  }
}
