package procare.whatsapp.cloudapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import procare.delivery.Attempt;
import procare.delivery.Button;
import procare.delivery.Gateway;
import procare.delivery.GatewayKind;
import procare.delivery.Gateways;
import procare.partner.Outcome;
import procare.whatsapp.GatewayRequest;
import procare.whatsapp.Menus;

/**
 * Bodies for {@code POST /{phone_number_id}/messages} of Meta's Cloud API v25.0: words, quick
 * replies or an image within the 24-hour window, an approved template outside it, nothing else.
 */
@Component("cloudApiRequests")
public class CloudApiRequests {
  /** Longer bodies of interactive messages are refused. */
  private static final int LONGEST_INTERACTIVE = 1024;

  private final Gateways gateways;
  private final CustomerWindow window;
  private final TemplateChoice templates;
  private final Menus menus;

  public CloudApiRequests(
      Gateways gateways, CustomerWindow window, TemplateChoice templates, Menus menus) {
    this.menus = menus;
    this.gateways = gateways;
    this.window = window;
    this.templates = templates;
  }

  public GatewayRequest message(Attempt attempt) {
    Gateway gateway = gateways.find(attempt.gateway()).orElseThrow();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("messaging_product", "whatsapp");
    body.put("recipient_type", "individual");
    // A user without a phone number is named by "recipient"; with both, "to" would win.
    body.put(GatewayKind.isBsuid(attempt.address()) ? "recipient" : "to", attempt.address());
    if (attempt.asTemplate() || !window.open(attempt)) {
      TemplateChoice.Chosen chosen = templates.of(attempt);
      if (chosen == null) {
        return GatewayRequest.refused(
            Outcome.of(
                Outcome.Kind.WINDOW_CLOSED,
                null,
                "outside the 24-hour window, and no approved template says this in a language that the person reads"));
      }
      put(body, "template", template(chosen));
    } else if (!attempt.buttons().isEmpty() && attempt.body().length() <= LONGEST_INTERACTIVE) {
      put(body, "interactive", buttons(attempt));
    } else if (attempt.mediaUrl() != null) {
      put(body, "image", Map.of("link", attempt.mediaUrl(), "caption", menus.text(attempt)));
    } else {
      Map<String, Object> text = new LinkedHashMap<>();
      text.put("preview_url", false);
      // A digest may be too long for buttons; its choices are then numbers, as elsewhere.
      text.put("body", menus.text(attempt));
      put(body, "text", text);
    }
    body.put("biz_opaque_callback_data", attempt.deliveryId().toString());
    return GatewayRequest.of("/" + gateway.instance() + "/messages", Map.of(), body);
  }

  private static void put(Map<String, Object> body, String type, Object content) {
    body.put("type", type);
    body.put(type, content);
  }

  private static Map<String, Object> buttons(Attempt attempt) {
    List<Map<String, Object>> replies = new ArrayList<>();
    for (Button button : attempt.buttons()) {
      replies.add(
          Map.of("type", "reply", "reply", Map.of("id", button.id(), "title", button.title())));
    }
    Map<String, Object> interactive = new LinkedHashMap<>();
    interactive.put("type", "button");
    if (attempt.mediaUrl() != null) {
      interactive.put(
          "header", Map.of("type", "image", "image", Map.of("link", attempt.mediaUrl())));
    }
    interactive.put("body", Map.of("text", attempt.body()));
    interactive.put("action", Map.of("buttons", replies));
    return interactive;
  }

  private static Map<String, Object> template(TemplateChoice.Chosen chosen) {
    Map<String, Object> template = new LinkedHashMap<>();
    template.put("name", chosen.name());
    template.put("language", Map.of("code", chosen.language()));
    List<Map<String, Object>> components = new ArrayList<>();
    if (!chosen.values().isEmpty()) {
      List<Map<String, Object>> parameters = new ArrayList<>();
      chosen.values().forEach(value -> parameters.add(Map.of("type", "text", "text", value)));
      components.add(Map.of("type", "body", "parameters", parameters));
    }
    for (int i = 0; i < chosen.quickReplies().size(); i++) {
      components.add(quickReply(i, chosen.quickReplies().get(i)));
    }
    if (!components.isEmpty()) {
      template.put("components", components);
    }
    return template;
  }

  private static Map<String, Object> quickReply(int index, String payload) {
    Map<String, Object> button = new LinkedHashMap<>();
    button.put("type", "button");
    button.put("sub_type", "quick_reply");
    button.put("index", Integer.toString(index));
    button.put("parameters", List.of(Map.of("type", "payload", "payload", payload)));
    return button;
  }
}
