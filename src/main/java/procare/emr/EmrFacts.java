package procare.emr;

import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;
import procare.emr.fhir.Resources.Message;
import procare.emr.fhir.Resources.Person;
import procare.emr.fhir.Resources.Week;
import procare.glucose.GlucoseReadings;
import procare.glucose.StoredReading;

/** What is written to medical records, as the hub has it now. */
@Component("emrFacts")
class EmrFacts {
  private final NamedParameterJdbcTemplate jdbc;
  private final GlucoseReadings readings;
  private final String told = Sql.of("emr/told");
  private final String adherence = Sql.of("emr/adherence");
  private final String communication = Sql.of("emr/communication");

  EmrFacts(NamedParameterJdbcTemplate jdbc, GlucoseReadings readings) {
    this.jdbc = jdbc;
    this.readings = readings;
  }

  Optional<StoredReading> reading(String id) {
    return readings.find(UUID.fromString(id));
  }

  /** What the partner told about the patient, else what any other did. */
  Person person(String partner, UUID patient) {
    return jdbc
        .query(
            told,
            Map.of("partner", partner, "patient", patient),
            (rs, i) -> {
              Date birth = rs.getDate("birth_date");
              return new Person(
                  rs.getString("family"),
                  rs.getString("given"),
                  birth == null ? null : birth.toLocalDate(),
                  rs.getString("sex"));
            })
        .stream()
        .findFirst()
        .orElse(new Person(null, null, null, null));
  }

  /**
   * @param source {@code <patient>:<Monday>}
   * @return empty when the patient had nothing to confirm
   */
  Optional<Week> week(String source) {
    int cut = source.indexOf(':');
    LocalDate monday = LocalDate.parse(source.substring(cut + 1));
    return jdbc
        .query(
            adherence,
            Map.of(
                "patient", UUID.fromString(source.substring(0, cut)),
                "from", monday,
                "to", monday.plusDays(6)),
            (rs, i) ->
                new Week(
                    monday,
                    rs.getInt("asked"),
                    rs.getInt("taken"),
                    rs.getInt("not_taken"),
                    rs.getInt("missed")))
        .stream()
        .filter(week -> week.asked() > 0)
        .findFirst();
  }

  Optional<Message> message(String id) {
    return jdbc
        .query(
            communication,
            Map.of("id", UUID.fromString(id)),
            (rs, i) -> {
              OffsetDateTime delivered = rs.getObject("delivered_at", OffsetDateTime.class);
              Instant received = delivered == null ? null : delivered.toInstant();
              return new Message(
                  rs.getString("message_id"),
                  rs.getString("channel"),
                  rs.getString("body"),
                  rs.getObject("sent_at", OffsetDateTime.class).toInstant(),
                  received);
            })
        .stream()
        .findFirst();
  }

  ZoneId zone(UUID patient) {
    return ZoneId.of(
        jdbc.queryForObject(
            "select zone from person where id = :id", Map.of("id", patient), String.class));
  }
}
