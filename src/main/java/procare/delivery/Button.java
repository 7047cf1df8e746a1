package procare.delivery;

/**
 * A quick reply under a message (WhatsApp: at most 3, title of at most 20 characters, id of at most
 * 256).
 *
 * @param id comes back when it is chosen, for example {@code med:yes}
 * @param title what the person sees
 */
public record Button(String id, String title) {
  static final int MOST = 3;
  private static final int LONGEST_ID = 256;
  private static final int LONGEST_TITLE = 20;

  public Button {
    if (id == null || id.isBlank() || id.length() > LONGEST_ID) {
      throw new IllegalArgumentException("a button's id has 1 to " + LONGEST_ID + " characters");
    }
    if (title == null || title.isBlank() || title.length() > LONGEST_TITLE) {
      throw new IllegalArgumentException(
          "a button's title has 1 to " + LONGEST_TITLE + " characters: " + title);
    }
  }
}
