package procare.adherence;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the figures of each kind together, as the groups of a FHIR MeasureReport are. */
final class Groups {
  /** Stock that is counted down by confirmed doses is no record of what was dispensed. */
  private static final Map<String, String> NO_PDC =
      Map.of(
          "element",
          "pdc",
          "code",
          "unsupported",
          "text",
          "the hub has no dispensing or refill data, so there is no proportion of days covered");

  /**
   * @param start of the day or week
   * @param spread null where there are no patients to spread
   */
  record Figure(String kind, LocalDate start, Counts counts, Spread spread) {}

  private Groups() {}

  static Map<String, Object> view(Span span, Instant refreshedAt, List<Figure> figures) {
    Map<String, List<Figure>> kinds = new LinkedHashMap<>();
    figures.forEach(f -> kinds.computeIfAbsent(f.kind(), k -> new ArrayList<>()).add(f));
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("period", span.period());
    view.put("date", refreshedAt == null ? null : refreshedAt.toString());
    view.put("group", kinds.entrySet().stream().map(k -> group(span, k)).toList());
    view.put("dataAbsentReason", List.of(NO_PDC));
    return view;
  }

  private static Map<String, Object> group(Span span, Map.Entry<String, List<Figure>> kind) {
    List<Map<String, Object>> strata = new ArrayList<>();
    Counts total = Counts.NONE;
    Spread spread = null;
    for (Figure figure : kind.getValue()) {
      total = total.plus(figure.counts());
      spread = spread == null ? figure.spread() : spread.plus(figure.spread());
      Map<String, Object> stratum = new LinkedHashMap<>();
      stratum.put("period", span.period(figure.start()));
      put(stratum, figure.counts(), figure.spread());
      strata.add(stratum);
    }
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("kind", kind.getKey());
    put(group, total, spread);
    group.put("stratum", strata);
    return group;
  }

  private static void put(Map<String, Object> view, Counts counts, Spread spread) {
    view.putAll(counts.view());
    if (spread != null) {
      view.put("distribution", spread.view());
    }
  }
}
