package procare.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import procare.Json;
import procare.partner.Outcome;
import procare.partner.PartnerAnswer;

/** What an HTTP answer says about the order itself, beside that it was taken. */
final class HttpOrderWords {
  private HttpOrderWords() {}

  /**
   * JSON: {@code {orderId, labRef, status}}. FHIR: an update to revoked that was taken is a
   * cancellation, for there the resource is all there is.
   *
   * @param answer or null unless the outcome is accepted
   */
  static List<OrderWord> of(OrderSheet sheet, Outcome outcome, PartnerAnswer answer) {
    if (outcome.kind() != Outcome.Kind.ACCEPTED) {
      return List.of();
    }
    String placer = sheet.order().placer();
    if (sheet.partner().format() == OrderPartner.Format.FHIR) {
      return sheet.cancels()
          ? List.of(new OrderWord(placer, null, OrderSignal.CANCELLED, "taken as revoked"))
          : List.of();
    }
    JsonNode body = json(answer);
    String status = body.path("status").asText("").toUpperCase(Locale.ROOT);
    OrderSignal signal = signal(status);
    if (signal == null) {
      return List.of();
    }
    String told = body.path("orderId").asText(placer);
    return List.of(new OrderWord(told, outcome.partnerId(), signal, "status " + status));
  }

  private static OrderSignal signal(String status) {
    return switch (status) {
      case "ACCEPTED", "ORDERED", "SCHEDULED" -> OrderSignal.ACCEPTED;
      case "REJECTED" -> OrderSignal.REJECTED;
      case "ON_HOLD" -> OrderSignal.HELD;
      case "COLLECTED" -> OrderSignal.COLLECTED;
      case "PARTIAL" -> OrderSignal.PARTIAL;
      case "FINAL" -> OrderSignal.RESULTED;
      case "CANCELLED" -> OrderSignal.CANCELLED;
      case "CANCEL_REFUSED" -> OrderSignal.CANCEL_REFUSED;
      default -> null;
    };
  }

  private static JsonNode json(PartnerAnswer answer) {
    try {
      return answer == null || answer.body().length == 0
          ? Json.tree(List.of())
          : Json.parse(answer.body());
    } catch (IOException e) {
      return Json.tree(List.of());
    }
  }
}
