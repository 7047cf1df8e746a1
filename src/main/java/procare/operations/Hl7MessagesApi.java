package procare.operations;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Rows;
import procare.Sql;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.audit.Audit;
import procare.hl7.Reception;

/**
 * HL7 v2 messages for operators: what came, what was answered, what became of it; never what it
 * says of a person.
 */
@Component("hl7MessagesApi")
public class Hl7MessagesApi {
  private static final List<String> STATES =
      List.of("received", "done", "failed", "quarantined", "conflict");

  private final NamedParameterJdbcTemplate jdbc;
  private final Reception reception;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final String list = Sql.of("hl7/messages");
  private final String acknowledgement = Sql.of("hl7/application-ack");

  Hl7MessagesApi(
      NamedParameterJdbcTemplate jdbc,
      Reception reception,
      Audit audit,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.reception = reception;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** {@code listHl7Messages}: newest first; an unknown sender's have an empty partner. */
  public ApiAnswer list(ApiRequest request) {
    int limit = Params.limit(request);
    Where where = new Where().with("limit", limit + 1);
    request.param("partner").ifPresent(v -> where.and("partner = :partner", "partner", v));
    Params.oneOf(request, "state", STATES).ifPresent(v -> where.and("state = :state", "state", v));
    Params.cursor(request).ifPresent(v -> where.and("id < :after", "after", v.id()));
    return ApiAnswer.ok(
        Cursor.page(jdbc.query(where.in(list), where.values(), Rows.MAPPER), limit, null));
  }

  /**
   * {@code getHl7Acknowledgement}: what the application says of a message in enhanced mode once it
   * is handled, for senders that fetch it.
   */
  public ApiAnswer acknowledgement(ApiRequest request) {
    UUID id = request.pathId("messageId");
    return jdbc.query(acknowledgement, Map.of("id", id), Rows.MAPPER).stream()
        .findFirst()
        .map(ApiAnswer::ok)
        .orElseThrow(
            () ->
                ApiProblem.notFound(
                    "there is no message of that id with an acknowledgement of the application; it is made when the message"
                        + " was handled, and only where MSH-16 asks for it"));
  }

  /** {@code handleHl7MessageAgain}: a person looked, mended the cause, and decides so. */
  public ApiAnswer again(ApiRequest request) {
    UUID id = request.pathId("messageId");
    transaction.executeWithoutResult(
        status -> {
          if (!reception.again(id)) {
            throw ApiProblem.notFound(
                "there is no message of that id that failed, was refused or is in conflict, its sender is unknown, or its"
                    + " bytes are no longer kept");
          }
          audit.record(request, "handle-again", null, "hl7_message", id.toString(), null);
        });
    // Once more, for only now the others see it.
    reception.wake();
    return ApiAnswer.ok(Map.of("id", id, "state", "received"));
  }
}
