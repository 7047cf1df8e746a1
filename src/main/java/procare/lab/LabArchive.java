package procare.lab;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads reports as they are held now. */
@Component
public class LabArchive {
  private final JdbcClient jdbc;
  private final ObservationStore observations;
  private final LabDocuments documents;

  LabArchive(JdbcClient jdbc, ObservationStore observations, LabDocuments documents) {
    this.jdbc = jdbc;
    this.observations = observations;
    this.documents = documents;
  }

  public Optional<StoredReport> find(UUID id) {
    return jdbc.sql("select * from lab_report where id = ?")
        .param(id)
        .query(this::report)
        .optional();
  }

  /** The bytes of a document, wherever they are; empty for a link. */
  public Optional<byte[]> content(UUID documentId) {
    return documents.content(documentId);
  }

  private StoredReport report(ResultSet rs, int row) throws SQLException {
    UUID id = rs.getObject("id", UUID.class);
    return new StoredReport(
        id,
        rs.getObject("patient_id", UUID.class),
        rs.getString("partner"),
        rs.getString("facility"),
        rs.getString("filler"),
        rs.getString("placer"),
        List.of(LabJson.codes(rs.getString("service"))),
        rs.getString("status"),
        ReportStore.instant(rs.getObject("collected_at", OffsetDateTime.class)),
        ReportStore.instant(rs.getObject("issued_at", OffsetDateTime.class)),
        rs.getString("ordered_by"),
        ReportStore.texts(rs.getArray("notes")),
        observations.currentOf(id),
        documents.of(id));
  }
}
