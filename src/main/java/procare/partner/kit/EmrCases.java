package procare.partner.kit;

import static procare.partner.kit.KitFailure.same;
import static procare.partner.kit.KitFailure.unless;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import procare.emr.AdtReader;
import procare.emr.PersonUpdate;
import procare.emr.PersonUpdate.Event;
import procare.partner.canonical.PackReading;
import procare.partner.pack.Pack;
import procare.partner.reading.Canonical;
import procare.partner.reading.FhirPatients;
import procare.partner.reading.UnreadableDocument;

/** What a medical record says of people becomes what the pack's author expects, and nobody else. */
final class EmrCases {
  private static final Instant NOW = Instant.parse("2026-08-15T04:00:00Z");

  private final Subject subject;
  private final Cases cases;

  private EmrCases(Subject subject, Cases cases) {
    this.subject = subject;
    this.cases = cases;
  }

  static void add(Subject subject, Cases cases) {
    if (subject.pack().kind() == Pack.Kind.EMR) {
      EmrCases all = new EmrCases(subject, cases);
      all.samples();
      all.codes();
      if (!subject.samples().isEmpty() && subject.hl7()) {
        all.triggers();
      } else if (!subject.samples().isEmpty()) {
        all.resources();
      }
    }
  }

  private List<PersonUpdate> read(byte[] body) throws UnreadableDocument {
    if (!subject.hl7()) {
      return FhirPatients.read(subject.pack(), body, "kit", NOW);
    }
    var incoming = subject.frame(body).get(0);
    if (!incoming.verdict().accepted()) {
      throw new UnreadableDocument("The message", incoming.verdict().reason());
    }
    return AdtReader.read(
        subject.pack().name(), incoming.partner().zone(), new Er7(body, incoming.charset()).text());
  }

  private void samples() {
    cases.add(
        "samples.three",
        "The pack has at least three samples",
        () -> unless(subject.samples().size() >= 3, "only " + subject.samples().size()));
    for (Sample sample : subject.samples()) {
      String of = " (" + sample.name() + ")";
      cases.add(
          "samples.become." + sample.name(),
          "The sample becomes what is expected of it" + of,
          () -> {
            unless(sample.expected() != null, "there is no " + sample.name() + ".expected.json");
            List<PersonUpdate> updates = read(sample.body());
            same("the number of people", 1, updates.size());
            String difference =
                Canonical.difference(
                    sample.expected(), shape(updates.get(0), sample.expected()), "");
            unless(difference == null, difference);
          });
      cases.add(
          "samples.again." + sample.name(),
          "Read again it is the same" + of,
          () -> same("the second reading", read(sample.body()), read(sample.body())));
      cases.add(
          "samples.merge-only." + sample.name(),
          "Only a merge retires numbers" + of,
          () -> {
            for (PersonUpdate update : read(sample.body())) {
              unless(
                  update.event() == Event.A40 || update.mergedIdentifiers().isEmpty(), "it does");
            }
          });
    }
  }

  /** As expected files write it; a record's own words for the event are kept. */
  private static JsonNode shape(PersonUpdate update, JsonNode expected) {
    String type = expected.path("type").asText();
    boolean merge = update.event() == Event.A40;
    boolean fits = type.equals(merge ? "merge" : "update") || event(type) == update.event();
    return PackReading.shape(update, fits ? type : update.event().name());
  }

  /** What people measure at home and what doctors look at first must have a code of theirs. */
  private void codes() {
    cases.add(
        "record.codes",
        "Readings and HbA1c have a code of the record's",
        () -> {
          if (!subject.pack().emr().sends().isEmpty()) {
            unless(subject.pack().codes().local("41653-7").isPresent(), "41653-7 has none");
            unless(subject.pack().codes().local("4548-4").isPresent(), "4548-4 has none");
          }
        });
  }

  private void triggers() {
    byte[] body = subject.samples().get(0).body();
    for (String trigger : subject.pack().emr().receives()) {
      cases.add(
          "record.trigger-" + trigger,
          "ADT^" + trigger + " is taken and understood",
          () -> {
            Er7 er7 = new Er7(body, subject.pack().charset()).set("MSH", 9, "ADT^" + trigger);
            if (trigger.equals("A40")) {
              er7.append(List.of("MRG|OLD-KIT^^^X^MR"));
            }
            same("the event", event(trigger), read(er7.bytes()).get(0).event());
          });
    }
    cases.add(
        "record.merge-both",
        "A merge waits for what came before it about both people",
        () -> {
          Er7 er7 =
              new Er7(body, subject.pack().charset())
                  .set("MSH", 9, "ADT^A40")
                  .append(List.of("MRG|OLD-KIT^^^X^MR"));
          List<String> keys = subject.frame(er7.bytes()).get(0).orderKeys();
          unless(keys.stream().anyMatch(k -> k.endsWith("OLD-KIT")), "not for the one who goes");
          unless(keys.size() >= 2, "not for the one who stays");
        });
    cases.add(
        "record.merge-without",
        "A merge that does not say with whom is refused",
        () -> refused(new Er7(body, subject.pack().charset()).set("MSH", 9, "ADT^A40").bytes()));
    cases.add(
        "record.nobody",
        "A message without a number of the person is refused",
        () -> refused(new Er7(body, subject.pack().charset()).set("PID", 3, "").bytes()));
  }

  private void resources() {
    String patient =
        "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"s\",\"value\":\"K-1\"}]%s}";
    cases.add(
        "record.bundle",
        "The patients of a Bundle are all read",
        () -> {
          String one = String.format(Locale.ROOT, patient, "");
          String bundle =
              "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":"
                  + one
                  + "},{\"resource\":"
                  + one
                  + "}]}";
          same("the number of people", 2, read(utf8(bundle)).size());
        });
    cases.add(
        "record.bundle-empty",
        "An empty Bundle changes nobody",
        () -> same("the updates", List.of(), read(utf8("{\"resourceType\":\"Bundle\"}"))));
    cases.add(
        "record.merge",
        "A patient that was replaced is merged into the one who stays",
        () -> {
          PersonUpdate merge =
              read(utf8(
                      String.format(
                          Locale.ROOT,
                          patient,
                          ",\"link\":[{\"type\":\"replaced-by\",\"other\":{\"identifier\":{\"value\":\"K-2\"}}}]")))
                  .get(0);
          same("the event", Event.A40, merge.event());
          same("the one who stays", "K-2", merge.identifiers().get(0).value());
          same("the one who goes", "K-1", merge.mergedIdentifiers().get(0).value());
        });
    cases.add(
        "record.merge-without",
        "A merge that does not say with whom is refused",
        () ->
            refused(
                utf8(
                    String.format(
                        Locale.ROOT,
                        patient,
                        ",\"link\":[{\"type\":\"replaced-by\",\"other\":{}}]"))));
    cases.add(
        "record.nobody",
        "A patient without an identifier is refused",
        () -> refused(utf8("{\"resourceType\":\"Patient\",\"id\":\"x\"}")));
    cases.add(
        "record.other-resource",
        "Another resource is refused",
        () -> refused(utf8("{\"resourceType\":\"Device\",\"id\":\"x\"}")));
    cases.add("record.page", "A proxy's page is refused", () -> refused(utf8("<html>502</html>")));
    cases.add(
        "record.time",
        "The record's own time decides which update is the newer",
        () ->
            same(
                "the time",
                Instant.parse("2026-01-02T03:04:05Z"),
                read(utf8(
                        String.format(
                            Locale.ROOT,
                            patient,
                            ",\"meta\":{\"lastUpdated\":\"2026-01-02T03:04:05Z\"}")))
                    .get(0)
                    .occurredAt()));
  }

  private void refused(byte[] body) throws KitFailure {
    try {
      read(body);
    } catch (UnreadableDocument | IllegalArgumentException e) {
      return;
    }
    throw new KitFailure("it was read");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What a trigger means here. */
  private static Event event(String trigger) {
    return switch (trigger) {
      case "A01", "A04" -> Event.A01;
      case "A03" -> Event.A03;
      case "A40" -> Event.A40;
      case "A05", "A08", "A28", "A31" -> Event.A08;
      default -> null;
    };
  }
}
