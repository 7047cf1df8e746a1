package procare.partner.draft;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import procare.partner.draft.Places.Place;
import procare.partner.draft.Proposal.Confidence;

/** A partner's own JSON: where reports and results are, and what each field is. */
final class JsonDraft {
  private static final List<String> GO_ON = List.of("next", "cursor", "nextcursor", "since");

  private JsonDraft() {}

  static FormatDraft of(List<JsonNode> documents) throws DraftRefused {
    FormatDraft draft = new FormatDraft();
    Set<Shape> shapes = new HashSet<>();
    for (JsonNode document : documents) {
      Shape shape = Shape.of(document);
      if (shape != null) {
        shapes.add(shape);
      }
    }
    if (shapes.size() != 1) {
      throw new DraftRefused(
          shapes.isEmpty()
              ? "no sample has a list of results, each with a code and a value, within a report"
              : "the samples have their results in different places: " + shapes);
    }
    Shape shape = shapes.iterator().next();
    draft.add("results.format", "json", Confidence.HIGH, "the samples are JSON");
    draft.add(
        "results.reports", shape.reports(), Confidence.HIGH, "a list of objects with results");
    draft.add(
        "results.items", shape.items(), Confidence.HIGH, "a list of objects with code and value");
    fields(draft, shape, documents);
    for (JsonNode document : documents) {
      document
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (GO_ON.contains(FieldWords.plain(name)) && document.path(name).isTextual()) {
                  String line =
                      "results.cursor: /" + name + " may say where to go on; with which parameter?";
                  if (!draft.byHand().contains(line)) {
                    draft.byHand(line);
                  }
                }
              });
    }
    return draft;
  }

  private static void fields(FormatDraft draft, Shape shape, List<JsonNode> documents) {
    List<JsonNode> reports = new ArrayList<>();
    documents.forEach(document -> reports.addAll(shape.reportsOf(document)));
    List<JsonNode> items = new ArrayList<>();
    reports.forEach(report -> report.at(shape.items()).forEach(items::add));
    List<Place> inReport = Shape.places(reports, shape.items());
    List<Place> inItem = Shape.places(items, null);
    Set<String> taken = new HashSet<>();
    for (String part : List.of("person.", "report.", "document.")) {
      choose(draft, part, inReport, taken);
    }
    for (Place place : inReport) {
      if (!taken.contains(place.at()) && !place.values().isEmpty()) {
        draft.byHand("results.report: what is " + place.at() + "?");
      }
    }
    Set<String> takenInItem = new HashSet<>();
    choose(draft, "item.", inItem, takenInItem);
    for (Place place : inItem) {
      if (!takenInItem.contains(place.at()) && !place.values().isEmpty()) {
        draft.byHand("results.item: what is " + place.at() + "?");
      }
    }
    finish(draft, inReport, inItem);
  }

  private static void choose(
      FormatDraft draft, String part, List<Place> places, Set<String> taken) {
    for (Map.Entry<String, Proposal> chosen : Places.choose(part, places, taken).entrySet()) {
      if (!chosen.getKey().equals("document.file")) {
        draft.add(chosen.getValue());
      }
    }
  }

  /** Statuses, times, ordering and what is missing; columns of a table are the same places. */
  static void finish(FormatDraft draft, List<Place> inReport, List<Place> inItem) {
    List<String> statuses = new ArrayList<>(values(draft, "results.report.status", inReport));
    statuses.addAll(values(draft, "results.item.status", inItem));
    draft.statuses(statuses);
    List<String> times = new ArrayList<>(values(draft, "results.report.collectedAt", inReport));
    times.addAll(values(draft, "results.report.issuedAt", inReport));
    times.addAll(values(draft, "results.item.observedAt", inItem));
    Proposal form = Clocks.form(times, draft.byHand());
    if (form != null) {
      draft.add(form);
    }
    draft.need("results.report.filler", "the laboratory's number of a report");
    draft.need("results.report.placer", "our order number");
    draft.need("results.person.id", "a person's number");
    draft.need("results.item.code", "a code of a test");
    draft.need("results.item.value", "a value");
    draft.need("results.item.unit", "a unit");
    if (draft.has("results.person.id")) {
      draft.add(
          "ordering.key",
          draft.get("results.person.id").value(),
          Confidence.HIGH,
          "the person's number");
      draft.add(
          "identifiers.ours", "PROCARE", Confidence.LOW, "taken for our numbers: ask the partner");
    }
  }

  private static List<String> values(FormatDraft draft, String field, List<Place> places) {
    Proposal proposal = draft.get(field);
    return proposal == null
        ? List.of()
        : places.stream()
            .filter(place -> place.at().equals(proposal.value()))
            .flatMap(place -> place.values().stream())
            .map(String::strip)
            .toList();
  }
}
