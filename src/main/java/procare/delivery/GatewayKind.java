package procare.delivery;

import java.util.regex.Pattern;

/** Which API a WhatsApp gateway speaks, and what follows from it. */
public enum GatewayKind {
  EVOLUTION(false),
  GOWA(false),
  CLOUDAPI(true);

  private static final Pattern BSUID = Pattern.compile("[A-Z]{2}\\.[A-Za-z0-9.]+");
  private final boolean official;

  GatewayKind(boolean official) {
    this.official = official;
  }

  /** Meta's own: has the 24-hour window, templates and buttons, and high rates. */
  public boolean official() {
    return official;
  }

  /**
   * Whether an address means anything to this gateway: a LID only to those that pair a phone, a
   * BSUID only to Meta's (contracts.md §0, trap 6).
   */
  public boolean reaches(String address) {
    return address == null
        || (official ? !address.endsWith("@lid") : !BSUID.matcher(address).matches());
  }

  /** The request header that carries the secret. */
  public String authHeader() {
    return this == EVOLUTION ? "apikey" : "Authorization";
  }

  public static boolean isBsuid(String address) {
    return BSUID.matcher(address).matches();
  }
}
