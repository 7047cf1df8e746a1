package procare.operations;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Rows;
import procare.Sql;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.audit.Audit;
import procare.partner.intake.DocumentIntake;

/** Documents of partners for operators: what came, what could not be read; never what it says. */
@Component("partnerDocumentsApi")
public class PartnerDocumentsApi {
  private final NamedParameterJdbcTemplate jdbc;
  private final DocumentIntake intake;
  private final Audit audit;
  private final String list = Sql.of("partner/documents");

  PartnerDocumentsApi(NamedParameterJdbcTemplate jdbc, DocumentIntake intake, Audit audit) {
    this.jdbc = jdbc;
    this.intake = intake;
    this.audit = audit;
  }

  /** {@code listPartnerDocuments}: newest first. */
  public ApiAnswer list(ApiRequest request) {
    int limit = Params.limit(request);
    List<Map<String, Object>> rows =
        jdbc.query(
            list,
            new MapSqlParameterSource("limit", limit + 1)
                .addValue("partner", request.param("partner").orElse(null))
                .addValue("state", request.param("state").orElse(null))
                .addValue("after", Params.cursor(request).map(Cursor::id).orElse(null)),
            Rows.MAPPER);
    return ApiAnswer.ok(Cursor.page(rows, limit, null));
  }

  /** {@code readPartnerDocumentAgain}: after its pack was mended. */
  @Transactional
  public ApiAnswer again(ApiRequest request) {
    UUID id = request.pathId("documentId");
    DocumentIntake.Taken taken =
        intake
            .again(id)
            .orElseThrow(
                () ->
                    ApiProblem.notFound(
                        "there is no document of that id that waits or could not be read, or its pack does not run"));
    audit.record(request, "read-again", null, "partner_document", id.toString(), null);
    return ApiAnswer.ok(Map.of("id", id, "state", taken.name().toLowerCase(Locale.ROOT)));
  }
}
