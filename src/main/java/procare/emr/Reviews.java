package procare.emr;

import static procare.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Ids;
import procare.Json;
import procare.Sql;

/** What a person has to decide, as rows. */
@Component("emrReviews")
class Reviews {
  private static final String COLUMNS =
      "select id, kind, partner, subject_key, patient_id, other_id, detail::text as detail, state, note, created_at, decided_at"
          + " from emr_review where ";
  private final NamedParameterJdbcTemplate jdbc;
  private final Clock clock;
  private final String ask = Sql.of("emr/ask");

  Reviews(NamedParameterJdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  enum Kind {
    /** Two patients of the hub that a partner says are one. */
    MERGE,
    /** A partner has a phone number that the patient never proved. */
    PHONE,
    /** A person of a partner that nobody here is linked to. */
    UNMATCHED
  }

  /**
   * One question.
   *
   * @param patientId MERGE: who survives; PHONE: whose phone; UNMATCHED: null
   * @param otherId MERGE: who is retired
   * @param detail UNMATCHED: the {@link PersonUpdate}; PHONE: {@code phone}; MERGE: the identifiers
   */
  record Review(
      UUID id,
      Kind kind,
      String partner,
      String subjectKey,
      UUID patientId,
      UUID otherId,
      JsonNode detail,
      String state,
      String note,
      Instant createdAt,
      Instant decidedAt) {
    boolean isOpen() {
      return state.equals("OPEN");
    }
  }

  void merge(PersonUpdate update, UUID survivor, UUID retired, String reason) {
    ObjectNode detail = Json.MAPPER.createObjectNode();
    detail.put("reason", reason);
    detail.put("messageId", update.messageId());
    detail.put("occurredAt", update.occurredAt().toString());
    detail.set("identifiers", Json.tree(update.identifiers()));
    detail.set("retired", Json.tree(update.mergedIdentifiers()));
    String pair =
        survivor.compareTo(retired) < 0 ? survivor + "|" + retired : retired + "|" + survivor;
    ask(Kind.MERGE, update.partner(), pair, "", survivor, retired, detail);
  }

  /** A newer number takes the place of an older one that nobody has decided on. */
  void phone(PersonUpdate update, UUID patient, String digits) {
    ObjectNode detail = Json.MAPPER.createObjectNode();
    detail.put("phone", digits);
    detail.put("messageId", update.messageId());
    detail.put("occurredAt", update.occurredAt().toString());
    jdbc.update(
        "update emr_review set state = 'SUPERSEDED', decided_at = :now where kind = 'PHONE' and partner = :partner"
            + " and subject_key = :subject and fingerprint <> :digits and state = 'OPEN'",
        Map.of(
            "now", at(clock.instant()),
            "partner", update.partner(),
            "subject", patient.toString(),
            "digits", digits));
    ask(Kind.PHONE, update.partner(), patient.toString(), digits, patient, null, detail);
  }

  void unmatched(PersonUpdate update, PersonIdentifier identifier) {
    boolean visit =
        update.event() == PersonUpdate.Event.A01 || update.event() == PersonUpdate.Event.A03;
    String fingerprint = visit ? update.event() + "@" + update.occurredAt() : "A08";
    ask(
        Kind.UNMATCHED,
        update.partner(),
        identifier.key(),
        fingerprint,
        null,
        null,
        Json.tree(update));
  }

  private void ask(
      Kind kind,
      String partner,
      String subject,
      String fingerprint,
      UUID patient,
      UUID other,
      JsonNode detail) {
    jdbc.update(
        ask,
        new MapSqlParameterSource()
            .addValue("id", Ids.next())
            .addValue("kind", kind.name())
            .addValue("partner", partner)
            .addValue("subject", subject)
            .addValue("fingerprint", fingerprint)
            .addValue("patient", patient, Types.OTHER)
            .addValue("other", other, Types.OTHER)
            .addValue("detail", detail.toString())
            .addValue("now", at(clock.instant())));
  }

  /** One page, oldest first: what waits longest is looked at first. */
  List<Review> list(List<Kind> kinds, String state, UUID after, int limit) {
    return jdbc.query(
        COLUMNS
            + "kind in (:kinds) and state = :state and (:after::uuid is null or id > :after::uuid) order by id limit :limit",
        new MapSqlParameterSource()
            .addValue("kinds", kinds.stream().map(Enum::name).toList())
            .addValue("state", state)
            .addValue("after", after == null ? null : after.toString(), Types.VARCHAR)
            .addValue("limit", limit),
        Reviews::row);
  }

  Optional<Review> lock(UUID id) {
    return jdbc.query(COLUMNS + "id = :id for update", Map.of("id", id), Reviews::row).stream()
        .findFirst();
  }

  /** The open questions about the same person of a partner, oldest message first. */
  List<Review> openLike(Review review) {
    return jdbc.query(
        COLUMNS
            + "kind = :kind and partner = :partner and subject_key = :subject and state = 'OPEN'"
            + " order by detail ->> 'occurredAt', id for update",
        Map.of(
            "kind", review.kind().name(),
            "partner", review.partner(),
            "subject", review.subjectKey()),
        Reviews::row);
  }

  void decide(UUID id, String state, UUID by, UUID patient, String note) {
    jdbc.update(
        "update emr_review set state = :state, decided_at = :now, decided_by = :by,"
            + " patient_id = coalesce(patient_id, :patient::uuid), note = :note where id = :id",
        new MapSqlParameterSource()
            .addValue("id", id)
            .addValue("state", state)
            .addValue("now", at(clock.instant()))
            .addValue("by", by)
            .addValue("patient", patient == null ? null : patient.toString(), Types.VARCHAR)
            .addValue("note", note, Types.VARCHAR));
  }

  static PersonUpdate update(Review review) {
    return Json.MAPPER.convertValue(review.detail(), PersonUpdate.class);
  }

  private static Review row(ResultSet rs, int number) throws SQLException {
    OffsetDateTime decided = rs.getObject("decided_at", OffsetDateTime.class);
    return new Review(
        rs.getObject("id", UUID.class),
        Kind.valueOf(rs.getString("kind")),
        rs.getString("partner"),
        rs.getString("subject_key"),
        rs.getObject("patient_id", UUID.class),
        rs.getObject("other_id", UUID.class),
        json(rs.getString("detail")),
        rs.getString("state"),
        rs.getString("note"),
        rs.getObject("created_at", OffsetDateTime.class).toInstant(),
        decided == null ? null : decided.toInstant());
  }

  private static JsonNode json(String text) {
    try {
      return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
