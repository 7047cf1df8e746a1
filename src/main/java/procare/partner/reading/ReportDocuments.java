package procare.partner.reading;

import java.util.List;
import procare.lab.LabReport;
import procare.partner.pack.Pack;

/** Reads one document of a partner, in whichever of its formats the pack names. */
public final class ReportDocuments {
  private ReportDocuments() {}

  /**
   * Reads FHIR R4, whatever format the pack names besides.
   *
   * @throws UnreadableDocument when any report in it cannot be read: then none is
   */
  public static List<LabReport> readFhir(Pack pack, byte[] body, String messageId)
      throws UnreadableDocument {
    return new FhirReports(pack, messageId).read(body);
  }

  /**
   * Reads a document.
   *
   * @param body as it came
   * @param messageId what the reports are traced by
   * @param files gives the bytes of a file that came beside the document
   * @return the reports in the document's order; none when it holds none
   * @throws UnreadableDocument when any report in it cannot be read: then none is
   */
  public static List<LabReport> read(Pack pack, byte[] body, String messageId, SideFiles files)
      throws UnreadableDocument {
    return switch (pack.results() == null ? "" : pack.results().format()) {
      case "json" -> new JsonReports(pack, messageId).read(body);
      case "csv" -> new CsvReports(pack, messageId, files).read(body);
      case "fhir" -> new FhirReports(pack, messageId).read(body);
      default ->
          throw new UnreadableDocument(
              "", "is for a partner whose pack reads no documents (results.format)");
    };
  }
}
