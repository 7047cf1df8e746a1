package procare.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/** Translates the webhook calls of one gateway. Never throws on any JSON. */
@FunctionalInterface
public interface GatewayEvents {
  /**
   * @param body the call's JSON object
   * @param digest of the raw body; stands in for an id where an item has none
   * @param receivedAt used where an item carries no time of its own
   * @return at least one item; what cannot be placed is {@code ignored} with a reason
   */
  List<Incoming> read(JsonNode body, String digest, Instant receivedAt);
}
