package procare.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Component;
import procare.Json;
import procare.partner.Outcome;
import procare.partner.Outcome.Kind;
import procare.partner.PartnerAnswers;

/** Answers to the question whether an order is there already; never repeated without it. */
@Component("labLookUpAnswers")
class LabLookUpAnswers implements PartnerAnswers {
  /** Text of an outcome that says that the order is certainly not there. */
  static final String ABSENT = "absent";

  @Override
  public Outcome read(int status, Map<String, String> headers, byte[] body) {
    if (status == 404 || status == 410) {
      return Outcome.said(status, null, ABSENT);
    }
    if (status < 200 || status >= 300) {
      return LabOrderAnswers.refused(status, headers);
    }
    try {
      JsonNode json = Json.parse(body);
      if ("Bundle".equals(json.path("resourceType").asText())) {
        return bundle(status, json);
      }
      return json.path("orderId").isMissingNode()
          ? unreadable(status)
          : Outcome.said(status, json.path("labRef").asText(null), "found");
    } catch (IOException e) {
      return unreadable(status);
    }
  }

  private static Outcome bundle(int status, JsonNode json) {
    int found = json.path("entry").size();
    if (found > 1) {
      return Outcome.of(Kind.PERMANENT, 412, "several orders have this number");
    }
    return Outcome.said(status, null, found == 0 ? ABSENT : "found");
  }

  private static Outcome unreadable(int status) {
    return Outcome.of(Kind.TRANSIENT, status, "the look-up was answered with what is no order");
  }
}
