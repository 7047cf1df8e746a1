package procare.delivery;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Attempts and settings for tests of sending. */
public final class Messages {
  public static final String LOW =
      "Your reading 62 mg/dL is LOW. Take 15 g of fast glucose now: 3 teaspoons of glucose powder or 4 glucose tablets.";
  public static final String PHONE = "915550100101";

  private Messages() {}

  /** A rescue text at its first try through a gateway. */
  public static Attempt urgent(String gateway) {
    return of(gateway, PHONE, LOW, Draft.Kind.EMERGENCY, List.of(), null, 0, 0, false);
  }

  public static Attempt reply(String gateway, String address, String body) {
    return of(gateway, address, body, Draft.Kind.REPLY, List.of(), null, 0, 0, false);
  }

  public static Attempt of(
      String gateway,
      String address,
      String body,
      Draft.Kind kind,
      List<Button> buttons,
      String mediaUrl,
      int failures,
      int hops,
      boolean asTemplate) {
    return attempt(
        gateway, address, body, kind, buttons, mediaUrl, failures, hops, asTemplate, "en", body);
  }

  public static Attempt attempt(
      String gateway,
      String address,
      String body,
      Draft.Kind kind,
      List<Button> buttons,
      String mediaUrl,
      int failures,
      int hops,
      boolean asTemplate,
      String language,
      String approved) {
    return new Attempt(
        UUID.fromString("01890000-0000-7000-8000-000000000001"),
        "sms".equals(gateway) ? Attempt.SMS : Attempt.WHATSAPP,
        gateway,
        address,
        body,
        kind.urgent(),
        kind,
        1,
        null,
        null,
        "emergency.low.level1",
        language,
        approved,
        buttons,
        mediaUrl,
        asTemplate,
        failures,
        hops,
        "story",
        null);
  }

  /** One number of each kind; every one may follow another. */
  public static Gateways gateways() {
    return new Gateways(
        "evolution",
        List.of("evolution", "gowa", "cloudapi"),
        Map.of(
            "evolution", gateway(GatewayKind.EVOLUTION, "procare", 0),
            "gowa", gateway(GatewayKind.GOWA, "procare", 0),
            "cloudapi", gateway(GatewayKind.CLOUDAPI, "100550000000901", 0)));
  }

  public static Gateway gateway(GatewayKind kind, String instance, double rate) {
    return new Gateway(kind, "http://localhost:1", instance, "user:word", rate, 0, 1000, true);
  }
}
