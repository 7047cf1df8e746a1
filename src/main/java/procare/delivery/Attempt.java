package procare.delivery;

import java.util.List;
import java.util.UUID;

/**
 * One claimed try to send.
 *
 * @param channel {@code whatsapp} or {@code sms}
 * @param gateway the sending number's name under {@code procare.whatsapp.gateways}, or {@code sms}
 * @param number counts from 1; fences the outcome
 * @param personId null for somebody whom nobody knows
 * @param template key in the message book
 * @param approvedBody the static text; {@code body} may be a rewording of it
 * @param mediaUrl link of an image, or null
 * @param asTemplate the gateway said that free text may not go
 * @param failures tries that failed before at the same gateway
 * @param hops gateways that this round of failover has left behind
 */
public record Attempt(
    UUID deliveryId,
    String channel,
    String gateway,
    String address,
    String body,
    boolean urgent,
    Draft.Kind kind,
    int number,
    UUID personId,
    UUID patientId,
    String template,
    String language,
    String approvedBody,
    List<Button> buttons,
    String mediaUrl,
    boolean asTemplate,
    int failures,
    int hops,
    String correlationId,
    UUID eventId) {
  public static final String WHATSAPP = "whatsapp";
  public static final String SMS = "sms";

  public boolean sms() {
    return SMS.equals(channel);
  }
}
