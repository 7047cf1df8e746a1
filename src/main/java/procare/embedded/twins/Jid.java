package procare.embedded.twins;

/** WhatsApp's addresses, made from numbers as Evolution's createJid does. */
final class Jid {
  private static final int GROUP_DIGITS = 18;

  private Jid() {}

  static String of(String number) {
    if (number.endsWith("@s.whatsapp.net") || number.endsWith("@lid") || number.endsWith("@g.us")) {
      return number;
    }
    String digits = number.replaceAll("[\\s+()-]", "");
    return digits + (digits.length() >= GROUP_DIGITS ? "@g.us" : "@s.whatsapp.net");
  }

  static String number(String jid) {
    int at = jid.indexOf('@');
    return at < 0 ? jid : jid.substring(0, at);
  }
}
