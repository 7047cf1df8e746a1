package procare.whatsapp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Ids;

/**
 * Finds the person behind a sender. An identity is not a phone number: WhatsApp may give only a
 * LID, Meta only a BSUID; the hub learns them from messages that carry both.
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
    Identity who = incoming.sender();
    Map<String, String> known = new LinkedHashMap<>();
    put(known, "phone", who.phone());
    put(known, "lid", who.lid());
    put(known, "bsuid", who.bsuid());
    List<Sender> found = List.of();
    for (Map.Entry<String, String> one : known.entrySet()) {
      if (found.isEmpty()) {
        found = lookUp(one.getKey(), one.getValue());
      }
    }
    if (found.size() > 1) {
      return new Sender(null, null, "several people share this number");
    }
    if (found.isEmpty()) {
      return new Sender(null, null, "nobody is known under this address");
    }
    Sender sender = found.get(0);
    if (known.size() > 1) {
      known.remove("phone");
      known.forEach((system, value) -> learn(sender.personId(), system, value));
    }
    return sender;
  }

  private static void put(Map<String, String> known, String system, String value) {
    if (value != null) {
      known.put(system, Texts.storable(value));
    }
  }

  private List<Sender> lookUp(String system, String value) {
    return jdbc.query(
        "select c.person_id, p.id as patient_id from contact_point c left join patient p on p.id = c.person_id"
            + " where c.system = :system and c.value = :value and c.verified_at is not null",
        Map.of("system", system, "value", value),
        (rs, i) -> new Sender(rs.getObject(1, UUID.class), rs.getObject(2, UUID.class), null));
  }

  /** A phone number is never learnt: that one must be proved by its owner. */
  private void learn(UUID personId, String system, String value) {
    jdbc.update(
        "insert into contact_point (id, person_id, system, value, verified_at) values (:id, :person, :system, :value, now())"
            + " on conflict (person_id, system, value) do nothing",
        Map.of("id", Ids.next(), "person", personId, "system", system, "value", value));
  }
}
