package procare.audit;

import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Json;
import procare.api.ApiRequest;

/**
 * Writes who read or changed what, in the caller's transaction: no access without its entry, no
 * entry without the access.
 */
@Component
public class Audit {
  private static final String INSERT =
      "insert into audit_entry (actor_id, actor, action, patient_id, resource_type, resource_id, request_id, detail)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?::jsonb)";
  private final JdbcTemplate jdbc;

  public Audit(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param action {@code read}, {@code create}, {@code acknowledge}, {@code replay} …
   * @param patientId whose data, or null when the thing is nobody's in particular
   * @param detail facts without clinical content, or null
   */
  public void record(
      ApiRequest request,
      String action,
      UUID patientId,
      String resourceType,
      String resourceId,
      Map<String, ?> detail) {
    jdbc.update(
        INSERT,
        request.caller().userId(),
        request.caller().username(),
        action,
        patientId,
        resourceType,
        resourceId,
        request.requestId(),
        detail == null ? null : Json.write(detail));
  }

  /** For what the hub does by itself (an agent, a clock): {@code actor} is its name. */
  public void recordBy(
      String actor,
      String action,
      UUID patientId,
      String resourceType,
      String resourceId,
      String correlationId) {
    jdbc.update(
        INSERT, null, actor, action, patientId, resourceType, resourceId, correlationId, null);
  }
}
