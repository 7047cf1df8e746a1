package procare.emergency;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import procare.api.ApiProblem;
import procare.api.ApiRequest;

/** Who may read the emergencies of a patient: the patient and everybody linked to it. */
@Component
class EmergencyAccess {
  private static final String LINKED =
      "select count(*) from care_link where patient_id = ? and person_id = ?";
  private final JdbcClient jdbc;

  EmergencyAccess(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @throws ApiProblem 403 for everybody else
   */
  void mayRead(ApiRequest request, UUID patientId) {
    UUID personId = request.caller().personId();
    if (!patientId.equals(personId)
        && jdbc.sql(LINKED).params(patientId, personId).query(Integer.class).single() == 0) {
      throw ApiProblem.forbidden("this is no patient of yours");
    }
  }
}
