package procare.emergency;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Json;
import procare.Sql;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.audit.Audit;
import procare.security.Role;

/**
 * {@code listHandedOver}: the queue that operations watch, oldest first. It says whom to call, in
 * which language and what became of asking them before; numbers are not masked, since they are
 * there to be dialled, and each look is audited per patient. It says nothing of clinical values.
 */
@Component("handedOverApi")
@Transactional
public class HandedOverApi {
  private final JdbcClient jdbc;
  private final Audit audit;
  private final String handedOver = Sql.of("emergency/handed-over");

  HandedOverApi(JdbcClient jdbc, Audit audit) {
    this.jdbc = jdbc;
    this.audit = audit;
  }

  /**
   * What an operator acknowledged stays in the list, with the name of who is on it, until it is
   * resolved.
   *
   * @throws ApiProblem 403 for anybody but operators and administrators
   */
  public ApiAnswer list(ApiRequest request) {
    if (!request.caller().is(Role.OPERATOR) && !request.caller().is(Role.ADMIN)) {
      throw ApiProblem.forbidden("operators watch this queue");
    }
    int limit = EmergencyApi.number(request, "limit", 50, 1, 500);
    Place after = request.param("next").map(Place::of).orElse(new Place(null, null));
    List<Map<String, Object>> items =
        new ArrayList<>(
            jdbc.sql(handedOver)
                .param("afterTime", Times.sql(after.openedAt()))
                .param("afterId", after.id())
                .param("limit", limit + 1)
                .query(HandedOverApi::item)
                .list());
    String next = null;
    if (items.size() > limit) {
      items.remove(limit);
      Map<String, Object> last = items.get(limit - 1);
      next = new Place((Instant) last.get("openedAt"), (UUID) last.get("id")).text();
    }
    for (Map<String, Object> item : items) {
      audit.record(
          request,
          "read",
          (UUID) item.get("patientId"),
          "emergency-contacts",
          item.get("id").toString(),
          null);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("items", items);
    body.put("next", next);
    return ApiAnswer.ok(body);
  }

  private static Map<String, Object> item(ResultSet rs, int row) throws SQLException {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("id", rs.getObject("id", UUID.class));
    item.put("patientId", rs.getObject("patient_id", UUID.class));
    item.put("patient", rs.getString("display_name"));
    item.put("language", rs.getString("language"));
    item.put("zone", rs.getString("zone"));
    item.put("emergencyNumber", rs.getString("emergency_number"));
    item.put("kind", rs.getString("kind"));
    item.put("state", rs.getString("state"));
    item.put("openedAt", Times.read(rs, "opened_at"));
    item.put("since", Times.read(rs, "since"));
    item.put("acknowledgedBy", rs.getString("acknowledged_by"));
    item.put("call", json(rs.getString("call")));
    item.values().removeIf(value -> value == null);
    return item;
  }

  private static JsonNode json(String text) throws SQLException {
    try {
      return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new SQLException("people to call are no JSON", e);
    }
  }

  /** Where a page ended. */
  private record Place(Instant openedAt, UUID id) {
    static Place of(String text) {
      String[] parts = text.split("~", 2);
      try {
        return new Place(Instant.parse(parts[0]), UUID.fromString(parts[parts.length - 1]));
      } catch (DateTimeException | IllegalArgumentException e) {
        throw ApiProblem.field("next", "is no place in this list", "send the next of a page");
      }
    }

    String text() {
      return openedAt + "~" + id;
    }
  }
}
