package procare.adherence;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Sql;
import procare.adherence.Groups.Figure;
import procare.api.ApiAnswer;
import procare.api.ApiRequest;
import procare.audit.Audit;
import procare.patient.CareAccess;

/** What one patient answered to reminders, for those who may read the patient's data. */
@Component("adherenceApi")
public class AdherenceApi {
  private final NamedParameterJdbcTemplate jdbc;
  private final AdherenceRefresh refresh;
  private final CareAccess access;
  private final Audit audit;
  private final Clock clock;
  private final String figures = Sql.of("adherence/patient");

  AdherenceApi(
      NamedParameterJdbcTemplate jdbc,
      AdherenceRefresh refresh,
      CareAccess access,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.refresh = refresh;
    this.access = access;
    this.audit = audit;
    this.clock = clock;
  }

  /** {@code getAdherence}. */
  @Transactional
  public ApiAnswer get(ApiRequest request) {
    UUID patient = request.pathId("id");
    access.mayRead(request, patient);
    Span span = Span.of(request, today(patient));
    audit.record(request, "read", patient, "adherence", patient.toString(), span.period());
    List<Figure> rows =
        jdbc.query(
            figures,
            new MapSqlParameterSource()
                .addValue("patient", patient)
                .addValue("from", span.from())
                .addValue("to", span.to())
                .addValue("weekly", span.weekly()),
            (row, number) ->
                new Figure(
                    row.getString("kind"),
                    row.getObject("start", LocalDate.class),
                    Counts.of(row),
                    null));
    Map<String, Object> view = Groups.view(span, refresh.refreshedAt(), rows);
    view.put("patientId", patient);
    return ApiAnswer.ok(view);
  }

  private LocalDate today(UUID patient) {
    String zone =
        jdbc.queryForObject(
            "select zone from person where id = :id", Map.of("id", patient), String.class);
    return LocalDate.ofInstant(clock.instant(), ZoneId.of(zone));
  }
}
