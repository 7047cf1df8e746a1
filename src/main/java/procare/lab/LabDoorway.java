package procare.lab;

import static procare.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Ids;
import procare.Json;
import procare.Sql;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.security.Role;

/**
 * {@code receiveLabResults}: the door for laboratories that send by REST. The bytes, the reports in
 * them and the answer are one transaction, so what is answered 201 or 202 is kept, and the same
 * message again gets the same answer.
 */
@Component("labDoorway")
public class LabDoorway {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final LabDoor door;
  private final LabReading reading;
  private final LabIntake intake;
  private final Clock clock;
  private final String claim = Sql.of("lab/claim-message");

  LabDoorway(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      LabDoor door,
      LabReading reading,
      LabIntake intake,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.door = door;
    this.reading = reading;
    this.intake = intake;
    this.clock = clock;
  }

  private record Earlier(byte[] sha256, String answer) {}

  /**
   * @throws ApiProblem 400 {@code validation} naming the place; 401; 403 for a token of anybody but
   *     this laboratory; 404 for a laboratory that is not here; 409 {@code idempotency-key-reused};
   *     415
   */
  public ApiAnswer receive(ApiRequest request, LabCall call) {
    String partner = request.path().getOrDefault("partner", "");
    admit(request, partner, call);
    if (call.body().length == 0) {
      throw ApiProblem.of(
          400, "body-missing", "this call needs a body: FHIR R4 or the pack's JSON");
    }
    byte[] sha256 = sha256(call.body());
    Optional<ApiAnswer> again = earlier(partner, request.idempotencyKey(), sha256);
    if (again.isPresent()) {
      return again.get();
    }
    UUID id = Ids.next();
    List<LabReport> reports = reading.read(partner, call, id.toString());
    return transaction.execute(
        status ->
            claimed(id, partner, request.idempotencyKey(), call, sha256)
                ? store(id, reports)
                : earlier(partner, request.idempotencyKey(), sha256).orElseThrow());
  }

  private void admit(ApiRequest request, String partner, LabCall call) {
    if (request.caller() == null) {
      if (!door.proves(partner, call)) {
        throw ApiProblem.of(
            401,
            "unauthorized",
            "send the token of this laboratory's account, or the secret agreed in its pack");
      }
      return;
    }
    if (!request.caller().is(Role.PARTNER)) {
      throw ApiProblem.forbidden("only laboratories send results");
    }
    if (!door.knows(partner)) {
      throw ApiProblem.notFound("there is no laboratory of that name");
    }
    if (!request.caller().username().equalsIgnoreCase(partner)) {
      throw ApiProblem.forbidden(
          "an account sends the results of the laboratory it is named after");
    }
  }

  private boolean claimed(UUID id, String partner, String key, LabCall call, byte[] sha256) {
    return jdbc.sql(claim)
            .param("id", id)
            .param("partner", partner)
            .param("type", call.contentType())
            .param("body", call.body())
            .param("sha256", sha256)
            .param("key", key)
            .param("now", at(clock.instant()))
            .update()
        == 1;
  }

  private ApiAnswer store(UUID id, List<LabReport> reports) {
    List<Map<String, Object>> taken = new ArrayList<>();
    for (LabReport report : reports) {
      LabIntake.Taken where = intake.take(report);
      Map<String, Object> item = new LinkedHashMap<>();
      if (where.reportId() != null) {
        item.put("reportId", where.reportId());
      }
      item.put("state", where.reportId() == null ? "WAITS_FOR_A_PERSON" : "STORED");
      taken.add(item);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", id);
    body.put("reports", taken);
    String written = Json.write(body);
    jdbc.sql("update lab_message set answer = ?::json where id = ?").params(written, id).update();
    return answer(written);
  }

  /** What the first message like this one was answered. */
  private Optional<ApiAnswer> earlier(String partner, String key, byte[] sha256) {
    Optional<Earlier> first =
        key == null
            ? jdbc.sql(
                    "select sha256, answer from lab_message where partner = ? and sha256 = ? and idempotency_key is null")
                .params(partner, sha256)
                .query(Earlier.class)
                .optional()
            : jdbc.sql(
                    "select sha256, answer from lab_message where partner = ? and idempotency_key = ?")
                .params(partner, key)
                .query(Earlier.class)
                .optional();
    if (first.isPresent() && !MessageDigest.isEqual(first.get().sha256(), sha256)) {
      throw ApiProblem.conflict(
          "idempotency-key-reused", "this Idempotency-Key came with another body; send a new key");
    }
    return first.map(Earlier::answer).map(LabDoorway::answer);
  }

  /** 201 when every report was stored, 202 when one waits for a person. */
  private static ApiAnswer answer(String written) {
    try {
      JsonNode body = Json.parse(written.getBytes(StandardCharsets.UTF_8));
      boolean all = true;
      for (JsonNode report : body.path("reports")) {
        all &= report.hasNonNull("reportId");
      }
      return new ApiAnswer(all ? 201 : 202, body, Map.of());
    } catch (IOException e) {
      throw new IllegalStateException("lab_message.answer is no JSON", e);
    }
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
