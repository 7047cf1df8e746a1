package procare.engagement;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Who is told, and what must be known of them to choose the words. */
@Component
class Audience {
  /**
   * @param patient whether the person is a patient; the fields below mean nothing otherwise
   * @param glucoseOnly takes acarbose or voglibose: sugar and juice do not work
   */
  record Reader(
      UUID id,
      String name,
      String language,
      boolean patient,
      String meterUnit,
      boolean glucoseOnly,
      boolean aiRewording,
      String emergencyNumber) {}

  private static final String READER =
      "select p.id, p.display_name, p.language, t.id is not null as patient, t.meter_unit, coalesce(t.glucose_only, false) as glucose_only,"
          + " coalesce(t.ai_rewording, false) as ai_rewording, coalesce(t.emergency_number, '112') as emergency_number"
          + " from person p left join patient t on t.id = p.id ";

  private final NamedParameterJdbcTemplate jdbc;

  Audience(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Reader> find(UUID personId) {
    return personId == null
        ? Optional.empty()
        : readers("where p.id = :id", Map.of("id", personId)).stream().findFirst();
  }

  /** People with an operator's account, for what nobody else has taken on. */
  List<Reader> operators() {
    return readers(
        "where exists (select 1 from app_user u where u.person_id = p.id and 'OPERATOR' = any (u.roles) and not u.disabled)",
        Map.of());
  }

  /** Everyone but the patient who was sent an alert about this emergency. */
  List<Reader> alerted(UUID emergencyId) {
    return readers(
        "where exists (select 1 from delivery d where d.emergency_id = :id and d.kind = 'ALERT' and d.person_id = p.id)",
        Map.of("id", emergencyId));
  }

  /** Caregivers of a patient, by name, in the order in which they are asked. */
  List<String> caregiverNames(UUID patientId) {
    return jdbc.queryForList(
        "select p.display_name from care_link c join person p on p.id = c.person_id"
            + " where c.patient_id = :id and c.relation = 'CAREGIVER' order by c.rank",
        Map.of("id", patientId),
        String.class);
  }

  /** The patient's number for a doctor who must call, with a plus sign; or a dash. */
  String phone(UUID patientId) {
    return jdbc
        .queryForList(
            "select '+' || value from contact_point where person_id = :id and system = 'phone' and verified_at is not null limit 1",
            Map.of("id", patientId),
            String.class)
        .stream()
        .findFirst()
        .orElse("–");
  }

  /** What a person wrote in the message that began this story, or a dash. */
  String words(String correlationId) {
    return jdbc
        .queryForList(
            "select text from inbound_message where correlation_id = :id and text is not null order by received_at limit 1",
            Map.of("id", correlationId),
            String.class)
        .stream()
        .findFirst()
        .orElse("–");
  }

  private List<Reader> readers(String where, Map<String, ?> parameters) {
    return jdbc.query(
        READER + where,
        parameters,
        (rs, i) ->
            new Reader(
                rs.getObject("id", UUID.class),
                rs.getString("display_name"),
                rs.getString("language"),
                rs.getBoolean("patient"),
                rs.getString("meter_unit"),
                rs.getBoolean("glucose_only"),
                rs.getBoolean("ai_rewording"),
                rs.getString("emergency_number")));
  }
}
