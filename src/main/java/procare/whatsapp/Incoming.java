package procare.whatsapp;

import java.time.Instant;

/**
 * One item of a webhook call, translated from a gateway's own shape into what every gateway has in
 * common. A call may hold many.
 *
 * @param kind what the hub does with it
 * @param event the gateway's own name, e.g. {@code messages.upsert}
 * @param instance the gateway's own name of the number written to, where the item says it (Meta's
 *     phone number id); null: the one that the call was for
 * @param providerMessageId the gateway's id of the message; for events without one, a digest
 * @param sender who wrote, or {@link Identity#NONE}
 * @param content what was written, or {@link Content#NONE}
 * @param receipt for receipts: {@code sent, delivered, read, played, failed}, else null
 * @param code for failed receipts: the gateway's error code, else null
 * @param sentAt the gateway's own time
 * @param reason why it is ignored, or what it tells about the gateway, else null
 * @param raw this item alone, in the gateway's shape, when the call held more than it; else null
 */
public record Incoming(
    Kind kind,
    String event,
    String instance,
    String providerMessageId,
    Identity sender,
    Content content,
    String receipt,
    Integer code,
    Instant sentAt,
    String reason,
    byte[] raw) {

  /** Name of an event that a person must look at, because the hub cannot read it. */
  public static final String UNUSABLE = "unusable";

  /** No gateway's ids come near it. */
  private static final int LONGEST_ID = 512;

  /** What the hub does with it. */
  public enum Kind {
    /** From a person to the hub. */
    MESSAGE,
    /** About a message that the hub sent. */
    RECEIPT,
    /** Stored, never answered: echoes, groups, unknown types. */
    IGNORED
  }

  public static Incoming message(
      String event, String id, Identity sender, Content content, Instant sentAt) {
    return new Incoming(
        Kind.MESSAGE, event, null, id, sender, content, null, null, sentAt, null, null);
  }

  public static Incoming receipt(String event, String id, String state, Instant at) {
    return new Incoming(
        Kind.RECEIPT, event, null, id, Identity.NONE, Content.NONE, state, null, at, null, null);
  }

  public static Incoming ignored(String event, String id, Instant sentAt, String reason) {
    return new Incoming(
        Kind.IGNORED,
        event,
        null,
        id,
        Identity.NONE,
        Content.NONE,
        null,
        null,
        sentAt,
        reason,
        null);
  }

  public Incoming at(String number) {
    return new Incoming(
        kind,
        event,
        number,
        providerMessageId,
        sender,
        content,
        receipt,
        code,
        sentAt,
        reason,
        raw);
  }

  public Incoming failedWith(Integer errorCode) {
    return new Incoming(
        kind,
        event,
        instance,
        providerMessageId,
        sender,
        content,
        receipt,
        errorCode,
        sentAt,
        reason,
        raw);
  }

  public Incoming alone(byte[] item) {
    return new Incoming(
        kind,
        event,
        instance,
        providerMessageId,
        sender,
        content,
        receipt,
        code,
        sentAt,
        reason,
        item);
  }

  /** Whether its ids fit into the indexes that they are kept in. */
  boolean storable() {
    String address = address();
    return providerMessageId.length() <= LONGEST_ID
        && event.length() <= LONGEST_ID
        && (address == null || address.length() <= LONGEST_ID);
  }

  Incoming unstorable(String id) {
    return ignored(UNUSABLE, id, sentAt, "an id longer than " + LONGEST_ID + " characters")
        .at(instance)
        .alone(raw);
  }

  public boolean unusable() {
    return kind == Kind.IGNORED && UNUSABLE.equals(event);
  }

  /** Where an answer goes; null when there is no identity. */
  public String address() {
    return sender.address();
  }
}
