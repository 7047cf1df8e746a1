package procare.whatsapp;

/**
 * Where a gateway keeps the bytes of a photo, voice note or file. A file name that a sender chose
 * is never kept.
 *
 * @param source how to come by them
 * @param locator what the source needs: an address, a path or an id; null for {@link Source#INLINE}
 *     and {@link Source#MESSAGE}
 * @param mimeType as the sender's phone declares it, or null
 * @param size in bytes as declared, or null
 */
public record MediaReference(Source source, String locator, String mimeType, Long size) {
  /** How to come by the bytes. */
  public enum Source {
    /** In the stored webhook body, base64. */
    INLINE,
    /** The gateway gives them for the message's id. */
    MESSAGE,
    /** At an address. */
    URL,
    /** Below the gateway's own address. */
    PATH,
    /** Under an id of their own. */
    ID
  }
}
