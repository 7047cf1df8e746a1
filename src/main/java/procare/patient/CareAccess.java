package procare.patient;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.audit.Audit;
import procare.security.Caller;
import procare.security.Role;

/**
 * Who may see and change a patient's data: patients their own, doctors, caregivers and volunteers
 * that of the patients they are linked to; volunteers change nothing; operators, administrators and
 * partners see no clinical content.
 *
 * <p>A patient that does not exist and one of somebody else are answered alike, with 403, so that
 * nobody learns who is a patient here. Each refusal is kept as {@code audit.access.denied}, also
 * when the call is rolled back.
 */
@Component
public class CareAccess {
  private static final List<Role> READERS = List.of(Role.CAREGIVER, Role.DOCTOR, Role.VOLUNTEER);
  private static final List<Role> CHANGERS = List.of(Role.CAREGIVER, Role.DOCTOR);
  private static final String LINKED =
      "select exists (select 1 from care_link where patient_id = ? and person_id = ? and relation = any (?))";
  private final JdbcClient jdbc;
  private final Audit audit;
  private final TransactionTemplate apart;

  public CareAccess(JdbcClient jdbc, Audit audit, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.apart = new TransactionTemplate(transactions);
    this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /**
   * @throws ApiProblem 403 {@code forbidden} unless the caller may read this patient's data
   */
  public void mayRead(ApiRequest request, UUID patientId) {
    require(request, patientId, READERS, "read");
  }

  /**
   * @throws ApiProblem 403 {@code forbidden} unless the caller may change this patient's data
   */
  public void mayChange(ApiRequest request, UUID patientId) {
    require(request, patientId, CHANGERS, "change");
  }

  /** Whether the caller may read this patient's data; a no is not kept. */
  public boolean canRead(Caller caller, UUID patientId) {
    return isAllowed(caller, patientId, READERS);
  }

  /**
   * For what is asked for by an id of its own: who may not see it learns no more than that there is
   * nothing. Photos and voices tell more than figures do, so volunteers see none.
   *
   * @param patientId whose it is; null when nobody knows
   * @param thing such as {@code "photo or file"}
   * @throws ApiProblem 404 {@code not-found} unless the caller is the patient or a linked caregiver
   *     or doctor
   */
  public void mayOpen(ApiRequest request, UUID patientId, String thing) {
    if (patientId == null || !isAllowed(request.caller(), patientId, CHANGERS)) {
      keep(request, patientId, "open");
      throw ApiProblem.notFound("there is no such " + thing);
    }
  }

  private void require(ApiRequest request, UUID patientId, List<Role> roles, String wish) {
    if (!isAllowed(request.caller(), patientId, roles)) {
      keep(request, patientId, wish);
      throw ApiProblem.forbidden(
          "there is no such patient, or it is not one whose data you may " + wish);
    }
  }

  private void keep(ApiRequest request, UUID patientId, String wish) {
    apart.executeWithoutResult(
        transaction ->
            audit.record(
                request,
                "audit.access.denied",
                patientId,
                "patient",
                patientId == null ? null : patientId.toString(),
                Map.of("operation", request.operation(), "wish", wish)));
  }

  private boolean isAllowed(Caller caller, UUID patientId, List<Role> roles) {
    if (caller.is(Role.PATIENT) && caller.personId().equals(patientId)) {
      return true;
    }
    String[] relations = relations(caller, roles);
    return relations.length > 0
        && jdbc.sql(LINKED)
            .params(patientId, caller.personId(), relations)
            .query(Boolean.class)
            .single();
  }

  static String[] relations(Caller caller, List<Role> roles) {
    return roles.stream().filter(caller::is).map(Role::name).toArray(String[]::new);
  }

  static String[] readRelations(Caller caller) {
    return relations(caller, READERS);
  }
}
