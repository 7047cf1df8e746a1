package procare.emergency;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who stands on which rung of a patient's ladder. */
@Component
class People {
  private static final String LINKED =
      "select person_id from care_link where patient_id = ? and relation = ? order by rank, created_at, person_id";
  private static final String RELATIONS =
      "select relation from care_link where patient_id = ? and person_id = ? and relation in ('CAREGIVER', 'DOCTOR') order by relation desc";
  private final JdbcClient jdbc;

  People(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * All caregivers together, because whoever is nearest helps; of the doctors one after another.
   */
  List<UUID> on(Rung rung, UUID patientId) {
    return switch (rung) {
      case CAREGIVER -> linked(patientId, "CAREGIVER");
      case DOCTOR -> linked(patientId, "DOCTOR").stream().limit(1).toList();
      case SECOND_DOCTOR -> linked(patientId, "DOCTOR").stream().skip(1).limit(1).toList();
      default -> List.of();
    };
  }

  /** {@code DOCTOR}, {@code CAREGIVER}, both or none: what the person is for this patient. */
  List<String> relations(UUID patientId, UUID personId) {
    return jdbc.sql(RELATIONS).params(patientId, personId).query(String.class).list();
  }

  private List<UUID> linked(UUID patientId, String relation) {
    return jdbc.sql(LINKED).params(patientId, relation).query(UUID.class).list();
  }
}
