package procare.spine;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import procare.Patience;
import procare.spine.Folk.Somebody;

/** What the hub has kept, for what cannot be seen from outside. */
class Store {
  private static final Duration PATIENCE = Patience.LONG;
  private final JdbcTemplate jdbc;

  Store(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  JdbcTemplate jdbc() {
    return jdbc;
  }

  long count(String from, Object... values) {
    Long count = jdbc.queryForObject("select count(*) from " + from, Long.class, values);
    return count == null ? 0 : count;
  }

  long readings(Somebody patient) {
    return count("glucose_reading where patient_id = ?", patient.id());
  }

  /** Messages to a person, oldest first. */
  List<Map<String, Object>> deliveries(Somebody to) {
    return jdbc.queryForList(
        "select * from delivery where person_id = ? order by created_at, id", to.id());
  }

  /** The one delivery of a template to a person, once it is in one of the states. */
  Map<String, Object> awaitDelivery(Somebody to, String template, String... states) {
    return await(template + " in " + List.of(states))
        .atMost(PATIENCE)
        .until(
            () ->
                deliveries(to).stream()
                    .filter(d -> d.get("template").toString().startsWith(template))
                    .filter(d -> List.of(states).contains(d.get("state")))
                    .findFirst()
                    .orElse(null),
            row -> row != null);
  }

  /** The id of the patient's emergency of a kind, once there is one in this state. */
  UUID awaitEmergency(Somebody patient, String kind, String state) {
    return await(kind + " " + state)
        .atMost(PATIENCE)
        .until(
            () ->
                jdbc
                    .queryForList(
                        "select id from emergency where patient_id = ? and kind = ? and state = ?",
                        UUID.class,
                        patient.id(),
                        kind,
                        state)
                    .stream()
                    .findFirst()
                    .orElse(null),
            id -> id != null);
  }

  void awaitNone(String from, Object... values) {
    await("none of " + from).atMost(PATIENCE).until(() -> count(from, values) == 0);
  }

  void awaitCount(long wanted, String from, Object... values) {
    await(wanted + " of " + from).atMost(PATIENCE).until(() -> count(from, values) == wanted);
  }
}
