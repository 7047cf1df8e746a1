package procare.media;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import procare.whatsapp.MediaReference.Source;

/** One object that is to be fetched; columns as in {@code media_object}. */
record MediaRow(
    UUID id,
    UUID messageId,
    UUID patientId,
    String gateway,
    String instance,
    String providerMessageId,
    String sender,
    Source source,
    String locator,
    String kind,
    String declaredType,
    Long declaredSize,
    int attempts,
    Instant createdAt) {

  static MediaRow of(ResultSet rs, int index) throws SQLException {
    return new MediaRow(
        rs.getObject("id", UUID.class),
        rs.getObject("message_id", UUID.class),
        rs.getObject("patient_id", UUID.class),
        rs.getString("gateway"),
        rs.getString("instance"),
        rs.getString("provider_message_id"),
        rs.getString("sender"),
        Source.valueOf(rs.getString("source")),
        rs.getString("locator"),
        rs.getString("kind"),
        rs.getString("declared_type"),
        rs.getObject("declared_size", Long.class),
        rs.getInt("attempts"),
        rs.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
