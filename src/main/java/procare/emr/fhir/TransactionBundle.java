package procare.emr.fhir;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import procare.Json;

/**
 * A FHIR R4 transaction (hl7.org/fhir/R4/http.html#transaction) that may be sent any number of
 * times: each resource is created or updated on condition of its identifier, and refers to the
 * others by {@code urn:uuid}.
 */
public final class TransactionBundle {
  private static final String UNRESERVED = "-._~:/@!*'(),;|\\$";
  private final String seed;
  private final ObjectNode bundle = Json.MAPPER.createObjectNode();
  private final ArrayNode entries;

  /**
   * @param seed the same for each try of the same thing, so that its bytes are the same too
   */
  public TransactionBundle(String seed) {
    this.seed = seed;
    bundle.put("resourceType", "Bundle").put("type", "transaction");
    entries = bundle.putArray("entry");
  }

  /** Created unless there is one with this identifier. Gives the reference to it. */
  public String create(ObjectNode resource, String system, String value) {
    String type = resource.path("resourceType").asText();
    ObjectNode request = entry(nextUrl(), resource).putObject("request");
    request.put("method", "POST").put("url", type).put("ifNoneExist", condition(system, value));
    return last();
  }

  /** Updated where there is one with this identifier, else created. Gives the reference to it. */
  public String update(ObjectNode resource, String system, String value) {
    return update(nextUrl(), resource, system, value);
  }

  /** The same under a reference that others already use. */
  public String update(String fullUrl, ObjectNode resource, String system, String value) {
    String type = resource.path("resourceType").asText();
    ObjectNode request = entry(fullUrl, resource).putObject("request");
    request.put("method", "PUT").put("url", type + "?" + condition(system, value));
    return fullUrl;
  }

  public byte[] bytes() {
    return Json.bytes(bundle);
  }

  private ObjectNode entry(String fullUrl, ObjectNode resource) {
    ObjectNode entry = entries.addObject();
    entry.put("fullUrl", fullUrl);
    entry.set("resource", resource);
    return entry;
  }

  private String last() {
    return entries.get(entries.size() - 1).path("fullUrl").asText();
  }

  private String nextUrl() {
    byte[] name = (seed + "/" + entries.size()).getBytes(StandardCharsets.UTF_8);
    return "urn:uuid:" + UUID.nameUUIDFromBytes(name);
  }

  /** A reference that the server resolves itself (http.html#trules, conditional references). */
  public static String lookUp(String type, String system, String value) {
    return type + "?" + condition(system, value);
  }

  /** {@code identifier=system|value}, escaped as a token (search.html#escaping) and as a URL. */
  static String condition(String system, String value) {
    return "identifier=" + encode(escape(system)) + "|" + encode(escape(value));
  }

  private static String escape(String token) {
    return token.replaceAll("([\\\\,|$])", "\\\\$1");
  }

  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
      encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return encoded.toString();
  }
}
