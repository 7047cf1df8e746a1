package procare.partner.reading;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * FHIR statuses by a partner's words. A partner that sends none sends what is final; a word that
 * the pack does not list is unknown, which keeps it out of what patients are told.
 */
final class Statuses {
  private final Map<String, String> words = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  Statuses(Map<String, String> words) {
    this.words.putAll(words);
  }

  /** DiagnosticReportStatus. */
  String report(String word) {
    return word == null || word.isBlank() ? "final" : words.getOrDefault(word.strip(), "unknown");
  }

  /** ObservationStatus; a result without a word of its own has its report's. */
  String result(String word, String ofReport) {
    return observation(word == null || word.isBlank() ? ofReport : report(word));
  }

  /** What a report may say and a result may not. */
  static String observation(String ofReport) {
    return switch (ofReport.toLowerCase(Locale.ROOT)) {
      case "partial" -> "preliminary";
      case "appended" -> "final";
      default -> ofReport;
    };
  }
}
