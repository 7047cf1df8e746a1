package procare.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import procare.Json;

/** Results as the REST contract shows them. */
final class ResultViews {
  private ResultViews() {}

  /**
   * One result. What is in doubt is a doctor's to see: others learn that there is a result and that
   * a person looks at it.
   */
  static Map<String, Object> result(Version version, boolean doctor) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", version.observationId());
    view.put("loinc", version.loinc());
    view.put("test", version.display());
    view.put("status", version.status());
    view.put("observedAt", version.observedAt());
    view.put("issuedAt", version.issuedAt());
    boolean inDoubt = version.review() != null;
    if (inDoubt) {
      view.put("inDoubt", doctor ? version.review() : "a person looks at this result");
    }
    if (!inDoubt || doctor) {
      view.put("text", LabNews.words(version.value(), version.status()));
      view.put("value", LabJson.tree(version.value()));
      view.put("ucum", version.ucum());
      if (version.factor().compareTo(java.math.BigDecimal.ONE) != 0) {
        view.put("normalised", LabJson.tree(version.normalised()));
      }
      view.put("referenceRange", version.referenceRange());
      view.put("flags", version.flags().isEmpty() ? null : version.flags());
      view.put("notes", version.notes().isEmpty() ? null : version.notes());
      view.put("critical", version.critical() != null);
    }
    view.values().removeIf(value -> value == null);
    return view;
  }

  static Map<String, Object> report(StoredReport report, boolean doctor) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", report.id());
    view.put("patientId", report.patientId());
    view.put("laboratory", report.facility());
    view.put("filler", report.filler());
    view.put("placer", report.placer());
    view.put("service", Json.tree(report.service()));
    view.put("status", report.status());
    view.put("collectedAt", report.collectedAt());
    view.put("issuedAt", report.issuedAt());
    view.put("orderedBy", report.orderedBy());
    view.put("notes", report.notes());
    view.put("results", report.results().stream().map(v -> result(v, doctor)).toList());
    view.put("documents", report.documents().stream().map(ResultViews::document).toList());
    view.values().removeIf(value -> value == null || value.equals(List.of()));
    return view;
  }

  private static Map<String, Object> document(StoredReport.Document document) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", document.id());
    view.put("mediaType", document.mediaType());
    view.put("title", document.title());
    view.put("url", document.url());
    view.put("size", document.size());
    view.values().removeIf(value -> value == null);
    return view;
  }
}
