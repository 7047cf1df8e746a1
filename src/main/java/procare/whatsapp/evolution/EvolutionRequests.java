package procare.whatsapp.evolution;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import procare.Json;
import procare.delivery.Attempt;

/**
 * Bodies for {@code POST /message/sendText/{instance}} of Evolution v2 (flat form; v1's nested one
 * is refused).
 */
@Component("evolutionRequests")
public class EvolutionRequests {
  public byte[] text(Attempt attempt) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("number", attempt.address());
    body.put("text", attempt.body());
    body.put("linkPreview", false);
    return Json.bytes(body);
  }
}
