package procare.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes a repeated request with the same {@code Idempotency-Key} the same thing. Use within the
 * transaction that creates:
 *
 * <pre>{@code
 * UUID id = Ids.next();
 * Optional<UUID> earlier = idempotency.claim(request, scope, id);
 * if (earlier.isPresent()) { return the answer for that thing again; }
 * … create the thing under id …
 * }</pre>
 *
 * Of concurrent requests with the same key one claims, the others wait for its commit and then see
 * what it made; when it rolls back, the next one claims.
 */
@Component
public class Idempotency {
  private static final String CLAIM =
      "insert into idempotency_key (scope, key, request_hash, resource_id) values (?, ?, ?, ?)"
          + " on conflict (scope, key) do nothing";
  private static final String EARLIER =
      "select request_hash, resource_id from idempotency_key where scope = ? and key = ?";
  private final JdbcClient jdbc;

  public Idempotency(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Claim(byte[] requestHash, UUID resourceId) {}

  /** The usual scope: the operation and the person who asks. */
  public static String scope(ApiRequest request) {
    return request.operation() + ":" + request.caller().personId();
  }

  /**
   * Claims the request's key for a new thing.
   *
   * @param scope within which keys are distinct, see {@link #scope}
   * @param newId id of the thing to be made
   * @return empty when the thing is to be made now (also when no key was sent); else the id of what
   *     the first request made
   * @throws ApiProblem 422 {@code idempotency-key-reused} when the key came with another request
   */
  public Optional<UUID> claim(ApiRequest request, String scope, UUID newId) {
    return claim(request, scope, newId, hash(request));
  }

  /**
   * As {@link #claim(ApiRequest, String, UUID)}, with an own digest of what must not differ.
   *
   * @param hash 32 bytes
   */
  public Optional<UUID> claim(ApiRequest request, String scope, UUID newId, byte[] hash) {
    if (request.idempotencyKey() == null) {
      return Optional.empty();
    }
    int claimed = jdbc.sql(CLAIM).params(scope, request.idempotencyKey(), hash, newId).update();
    return claimed == 1 ? Optional.empty() : earlier(request, scope, hash);
  }

  /**
   * What an earlier request with this key made.
   *
   * @throws ApiProblem 422 {@code idempotency-key-reused} when it was another request
   */
  public Optional<UUID> earlier(ApiRequest request, String scope, byte[] hash) {
    if (request.idempotencyKey() == null) {
      return Optional.empty();
    }
    Optional<Claim> first =
        jdbc.sql(EARLIER).params(scope, request.idempotencyKey()).query(Claim.class).optional();
    if (first.isPresent() && !Arrays.equals(first.get().requestHash(), hash)) {
      throw reused();
    }
    return first.map(Claim::resourceId);
  }

  /** The refusal of a key that came with another request. */
  public static ApiProblem reused() {
    return ApiProblem.of(
        422,
        "idempotency-key-reused",
        "this Idempotency-Key came with another request; send a new key with a new request");
  }

  /** SHA-256 of path and body; the order of the body's fields makes no difference. */
  public static byte[] hash(ApiRequest request) {
    MessageDigest digest = sha256();
    digest.update(new TreeMap<>(request.path()).toString().getBytes(StandardCharsets.UTF_8));
    digest.update(canonical(request.body()).getBytes(StandardCharsets.UTF_8));
    return digest.digest();
  }

  private static String canonical(JsonNode node) {
    if (node == null) {
      return "";
    }
    if (!node.isObject()) {
      return node.toString();
    }
    StringBuilder text = new StringBuilder("{");
    TreeMap<String, JsonNode> fields = new TreeMap<>();
    node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    fields.forEach(
        (name, value) -> text.append(name.length()).append(name).append(canonical(value)));
    return text.append('}').toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
