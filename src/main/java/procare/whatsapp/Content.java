package procare.whatsapp;

/**
 * What a person put into a message.
 *
 * @param text words, caption or the title of what they chose, else null
 * @param buttonId id of the chosen button or list row, a template's payload or a form's JSON; null
 *     when nothing was chosen
 * @param mediaType {@code image, audio, document, video, location, sticker, contact}, else null
 * @param media where the bytes are, else null
 * @param location a place on the map, else null
 * @param reaction emoji; empty when a reaction was taken back; null when it is none
 * @param quoted id of the message answered or reacted to, else null
 */
public record Content(
    String text,
    String buttonId,
    String mediaType,
    MediaReference media,
    Location location,
    String reaction,
    String quoted) {
  public static final Content NONE = new Content(null, null, null, null, null, null, null);

  /**
   * A place, in degrees of WGS 84.
   *
   * @param name what the sender calls it, or null
   */
  public record Location(double latitude, double longitude, String name) {
    /** Null when the numbers are no place on earth. */
    public static Location of(double latitude, double longitude, String name) {
      return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
          ? new Location(latitude, longitude, Texts.storable(name))
          : null;
    }
  }

  public static Content words(String text, String quoted) {
    return new Content(text, null, null, null, null, null, quoted);
  }

  public static Content reaction(String emoji, String reactedTo) {
    return new Content(null, null, null, null, null, emoji, reactedTo);
  }

  /** Something chosen; what has no title is told by its id. */
  public static Content choice(String title, String id, String quoted) {
    return new Content(title == null ? id : title, id, null, null, null, null, quoted);
  }

  public boolean empty() {
    return text == null && mediaType == null && reaction == null;
  }
}
