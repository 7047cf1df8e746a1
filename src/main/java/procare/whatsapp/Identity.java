package procare.whatsapp;

/**
 * Who wrote, as the gateway names them; a person may have no phone number (contracts.md §0, trap
 * 6).
 *
 * @param phone digits of E.164, else null
 * @param lid WhatsApp's number-less identity such as {@code 2015…@lid}, else null
 * @param bsuid Meta's business-scoped user id such as {@code IN.1349…}, else null
 */
public record Identity(String phone, String lid, String bsuid) {
  public static final Identity NONE = new Identity(null, null, null);
  private static final String PHONE_JID = "@s.whatsapp.net";
  private static final String LID = "@lid";

  /** The first number and the first LID among some JIDs, any of which may be null or empty. */
  public static Identity ofJids(String... jids) {
    String phone = null;
    String lid = null;
    for (String jid : jids) {
      if (jid == null) {
        continue;
      }
      phone = phone == null ? phone(jid) : phone;
      lid = lid == null && jid.endsWith(LID) ? jid : lid;
    }
    return new Identity(phone, lid, null);
  }

  /**
   * The digits of a phone JID, device part dropped; bare digits count too, since some channels send
   * them; null for anything else.
   */
  public static String phone(String jid) {
    String user =
        jid.endsWith(PHONE_JID) ? jid.substring(0, jid.length() - PHONE_JID.length()) : jid;
    int device = user.indexOf(':');
    String digits = device < 0 ? user : user.substring(0, device);
    return digits.length() >= 7
            && digits.length() <= 15
            && digits.chars().allMatch(c -> c >= '0' && c <= '9')
        ? digits
        : null;
  }

  /** Whether a chat's JID belongs to more than one person. */
  public static boolean isGroup(String jid) {
    return jid.endsWith("@g.us") || jid.endsWith("@broadcast") || jid.endsWith("@newsletter");
  }

  public boolean none() {
    return address() == null;
  }

  /** Where an answer goes: the number, else what the gateway takes in its place. */
  public String address() {
    return phone != null ? phone : lid != null ? lid : bsuid;
  }
}
