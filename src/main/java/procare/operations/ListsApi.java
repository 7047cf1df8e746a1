package procare.operations;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Rows;
import procare.Sql;
import procare.api.ApiAnswer;
import procare.api.ApiRequest;
import procare.audit.Audit;

/**
 * What came in, what happened and what went out, newest first: where it is and why, never what it
 * said.
 */
@Component("operationsApi")
public class ListsApi {
  static final List<String> DELIVERY_STATES =
      List.of("pending", "sending", "sent", "delivered", "read", "failed", "expired", "suppressed");
  private static final List<String> KINDS =
      List.of("EMERGENCY", "ALERT", "FOLLOW_UP", "REPLY", "REMINDER", "NOTICE");
  static final List<String> INBOUND_STATES =
      List.of("RECEIVED", "HANDLED", "DEFERRED", "IGNORED", "UNRESOLVED", "UNUSABLE");
  private final NamedParameterJdbcTemplate jdbc;
  private final Audit audit;
  private final String deliveries = Sql.of("operations/deliveries");
  private final String inbound = Sql.of("operations/inbound");
  private final String events = Sql.of("operations/events");
  private final String eventsOfKey = Sql.of("operations/events-of-key");

  ListsApi(NamedParameterJdbcTemplate jdbc, Audit audit) {
    this.jdbc = jdbc;
    this.audit = audit;
  }

  /** {@code listDeliveries}. */
  @Transactional
  public ApiAnswer deliveries(ApiRequest request) {
    int limit = Params.limit(request);
    Where where = new Where().with("limit", limit + 1);
    // As a literal, so that the partial indexes of the rare states serve every plan.
    Params.oneOf(request, "state", DELIVERY_STATES)
        .ifPresent(state -> where.and("state = '" + state + "'"));
    Params.oneOf(request, "kind", KINDS).ifPresent(k -> where.and("kind = :kind", "kind", k));
    Params.oneOf(request, "ambiguous", List.of("true", "false"))
        .ifPresent(yes -> where.and("true".equals(yes) ? "ambiguous" : "not ambiguous"));
    Params.id(request, "patientId")
        .ifPresent(
            patient -> {
              where.and("patient_id = :patient", "patient", patient);
              audit.record(request, "read", patient, "delivery", null, null);
            });
    Params.cursor(request).ifPresent(c -> where.and("id < :after", "after", c.id()));
    List<Map<String, Object>> rows = jdbc.query(where.in(deliveries), where.values(), Rows.MAPPER);
    rows.forEach(row -> mask(row, "to"));
    return ApiAnswer.ok(Cursor.page(rows, limit, null));
  }

  /** {@code listInbound}. */
  public ApiAnswer inbound(ApiRequest request) {
    int limit = Params.limit(request);
    Where where = new Where().with("limit", limit + 1);
    Params.oneOf(request, "state", INBOUND_STATES)
        .ifPresent(state -> where.and("state = '" + state + "'"));
    Params.cursor(request).ifPresent(c -> where.and("id < :after", "after", c.id()));
    List<Map<String, Object>> rows = jdbc.query(where.in(inbound), where.values(), Rows.MAPPER);
    rows.forEach(row -> mask(row, "from"));
    return ApiAnswer.ok(Cursor.page(rows, limit, null));
  }

  /** {@code listEvents}: envelopes without their data. */
  @Transactional
  public ApiAnswer events(ApiRequest request) {
    int limit = Params.limit(request);
    Where where = new Where().with("limit", limit + 1);
    String type = request.param("type").map(Redaction::storable).orElse(null);
    if (type != null) {
      where.and("type = :type", "type", type);
    }
    String key = request.param("key").map(Redaction::storable).orElse(null);
    boolean byTime = type != null || key != null;
    Params.cursor(request)
        .ifPresent(
            c -> {
              where.with("after", c.id());
              if (byTime && c.at() != null) {
                where.and("(time, id) < (:at, :after)", "at", c.at().atOffset(ZoneOffset.UTC));
              } else {
                where.and("id < :after");
              }
            });
    if (key != null) {
      where.with("key", key).with("id", Params.asId(key).map(UUID::toString).orElse(null));
    }
    String statement = key != null ? eventsOfKey : events;
    List<Map<String, Object>> rows =
        jdbc.query(
            where.in(statement).replace("{order}", byTime ? "time desc, id desc" : "id desc"),
            where.values(),
            Rows.MAPPER);
    if (key != null) {
      rows.stream()
          .map(row -> (UUID) row.get("patientId"))
          .filter(Objects::nonNull)
          .distinct()
          .forEach(p -> audit.record(request, "read", p, "event", null, null));
    }
    return ApiAnswer.ok(Cursor.page(rows, limit, byTime ? "time" : null));
  }

  private static void mask(Map<String, Object> row, String column) {
    row.computeIfPresent(column, (name, number) -> Redaction.phone((String) number));
  }
}
