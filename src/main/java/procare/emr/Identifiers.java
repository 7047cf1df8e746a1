package procare.emr;

import static procare.Times.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;

/**
 * Whose identifier it is. A retired identifier resolves to its survivor for ever; what is already a
 * patient's own stays that patient's until a person says that two are one.
 */
@Component("emrIdentifiers")
public class Identifiers {
  private final NamedParameterJdbcTemplate jdbc;
  private final String related = Sql.of("emr/related");
  private final String link = Sql.of("emr/link");
  private final String retire = Sql.of("emr/retire");
  private final String ofPatient = Sql.of("emr/of-patient");

  public Identifiers(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  private record Row(PersonIdentifier identifier, UUID patient, MergeGraph.Fact fact) {}

  /** Everything that merges tie to one identifier. */
  record Related(PersonIdentifier asked, MergeGraph graph, Map<String, UUID> owners) {
    PersonIdentifier survivor() {
      return graph.survivorOf(asked);
    }

    /** The owner along the way to the survivor, else the only one among all that are related. */
    Optional<UUID> patient() {
      for (PersonIdentifier step : graph.path(asked)) {
        if (owners.containsKey(step.key())) {
          return Optional.of(owners.get(step.key()));
        }
      }
      Set<UUID> all = patients();
      return all.size() == 1 ? Optional.of(all.iterator().next()) : Optional.empty();
    }

    Set<UUID> patients() {
      return new LinkedHashSet<>(owners.values());
    }
  }

  /** The hub's patient behind an identifier at a partner; empty when unknown or undecided. */
  public Optional<UUID> patientOf(String partner, PersonIdentifier identifier) {
    return related(partner, identifier).patient();
  }

  /** The identifier that this one is today, after all merges; itself when never merged. */
  public PersonIdentifier survivorOf(String partner, PersonIdentifier identifier) {
    return related(partner, identifier).survivor();
  }

  /**
   * The identifier by which a partner knows a patient today; empty when it does not.
   *
   * @param preferred assigner whose identifier is taken before others, or null
   */
  public Optional<PersonIdentifier> knownAs(String partner, UUID patient, String preferred) {
    List<PersonIdentifier> known =
        jdbc.query(
            ofPatient,
            Map.of("partner", partner, "patient", patient),
            (rs, i) -> identifier(rs, "assigner", "value", rs.getString("type")));
    return known.stream()
        .filter(i -> i.assigner().equals(preferred))
        .findFirst()
        .or(() -> known.stream().findFirst())
        .map(i -> survivorOf(partner, i));
  }

  /** Whether a partner knows a patient at all. */
  public boolean isKnown(String partner, UUID patient) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select exists (select 1 from emr_identifier where partner = :partner and patient_id = :patient)",
            Map.of("partner", partner, "patient", patient),
            Boolean.class));
  }

  /** Makes an identifier a patient's own, unless it is somebody's already. */
  public void link(String partner, PersonIdentifier identifier, UUID patient) {
    jdbc.update(link, parameters(partner, identifier).addValue("patient", patient));
  }

  /** Keeps the fact that one identifier was merged into another. */
  void retire(String partner, MergeGraph.Fact fact) {
    if (fact.retired().isSame(fact.into())) {
      return;
    }
    jdbc.update(
        retire,
        parameters(partner, fact.retired())
            .addValue("survivorAssigner", fact.into().assigner())
            .addValue("survivorValue", fact.into().value())
            .addValue("at", at(fact.at()))
            .addValue("message", fact.messageId()));
  }

  Related related(String partner, PersonIdentifier identifier) {
    MergeGraph graph = new MergeGraph();
    Map<String, UUID> owners = new LinkedHashMap<>();
    List<Row> rows = jdbc.query(related, parameters(partner, identifier), Identifiers::row);
    for (Row row : rows) {
      if (row.fact() != null) {
        graph.add(row.fact());
      }
      if (row.patient() != null) {
        owners.put(row.identifier().key(), row.patient());
      }
    }
    return new Related(identifier, graph, owners);
  }

  private static MapSqlParameterSource parameters(String partner, PersonIdentifier identifier) {
    return new MapSqlParameterSource()
        .addValue("partner", partner)
        .addValue("assigner", identifier.assigner())
        .addValue("value", identifier.value())
        .addValue("type", identifier.type(), Types.VARCHAR);
  }

  private static Row row(ResultSet rs, int number) throws SQLException {
    PersonIdentifier own = identifier(rs, "assigner", "value", rs.getString("type"));
    OffsetDateTime merged = rs.getObject("merged_at", OffsetDateTime.class);
    Instant mergedAt = merged == null ? null : merged.toInstant();
    MergeGraph.Fact fact =
        mergedAt == null
            ? null
            : new MergeGraph.Fact(
                own,
                identifier(rs, "survivor_assigner", "survivor_value", null),
                mergedAt,
                rs.getString("merged_by"));
    return new Row(own, rs.getObject("patient_id", UUID.class), fact);
  }

  private static PersonIdentifier identifier(
      ResultSet rs, String assigner, String value, String type) throws SQLException {
    return new PersonIdentifier(rs.getString(assigner), rs.getString(value), type);
  }
}
