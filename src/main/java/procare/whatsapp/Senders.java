package procare.whatsapp;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Ids;

/**
 * Finds the person behind a sender. An identity is not a phone number: WhatsApp may give only a
 * LID, which the hub learns from messages that carry both.
 */
@Component
public class Senders {
  static final Sender NOBODY = new Sender(null, null, null);

  /**
   * @param personId null when nobody or more than one person is known under the address
   * @param patientId the same person if they are a patient, else null
   * @param reason why there is no person, or null
   */
  record Sender(UUID personId, UUID patientId, String reason) {}

  private final NamedParameterJdbcTemplate jdbc;

  public Senders(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Sender of(Incoming incoming) {
    List<Sender> byPhone = incoming.phone() == null ? List.of() : lookUp("phone", incoming.phone());
    List<Sender> found =
        byPhone.isEmpty() && incoming.lid() != null ? lookUp("lid", incoming.lid()) : byPhone;
    if (found.size() > 1) {
      return new Sender(null, null, "several people share this number");
    }
    if (found.isEmpty()) {
      return new Sender(null, null, "nobody is known under this address");
    }
    if (!byPhone.isEmpty() && incoming.lid() != null) {
      learn(found.get(0).personId(), incoming.lid());
    }
    return found.get(0);
  }

  private List<Sender> lookUp(String system, String value) {
    return jdbc.query(
        "select c.person_id, p.id as patient_id from contact_point c left join patient p on p.id = c.person_id"
            + " where c.system = :system and c.value = :value and c.verified_at is not null",
        Map.of("system", system, "value", value),
        (rs, i) -> new Sender(rs.getObject(1, UUID.class), rs.getObject(2, UUID.class), null));
  }

  private void learn(UUID personId, String lid) {
    jdbc.update(
        "insert into contact_point (id, person_id, system, value, verified_at) values (:id, :person, 'lid', :lid, now())"
            + " on conflict (person_id, system, value) do nothing",
        Map.of("id", Ids.next(), "person", personId, "lid", lid));
  }
}
