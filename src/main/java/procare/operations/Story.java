package procare.operations;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * All rows of some stories, as {@link StoryReader} found them; no words, no values.
 *
 * @param outbox events that still wait to be published
 * @param claims who has consumed which event
 */
record Story(
    List<Map<String, Object>> events,
    List<Map<String, Object>> outbox,
    List<Map<String, Object>> claims,
    List<Map<String, Object>> inbound,
    List<Map<String, Object>> readings,
    List<Map<String, Object>> emergencies,
    List<Map<String, Object>> steps,
    List<Map<String, Object>> facts,
    List<Map<String, Object>> deliveries,
    List<Map<String, Object>> attempts,
    List<Map<String, Object>> receipts,
    List<Map<String, Object>> deadLetters,
    List<Map<String, Object>> audit) {

  Story withAudit(List<Map<String, Object>> entries) {
    return new Story(
        events,
        outbox,
        claims,
        inbound,
        readings,
        emergencies,
        steps,
        facts,
        deliveries,
        attempts,
        receipts,
        deadLetters,
        entries);
  }

  /** The patients that the rows are about. */
  Set<UUID> patients() {
    Set<UUID> patients = new LinkedHashSet<>();
    Stream.of(events, readings, emergencies, deliveries)
        .flatMap(List::stream)
        .map(row -> (UUID) row.get("patientId"))
        .filter(Objects::nonNull)
        .forEach(patients::add);
    return patients;
  }

  /** Ids of all that changed in the stories, as audit entries name them. */
  Set<String> things() {
    Set<String> things = new LinkedHashSet<>();
    Stream.of(events, inbound, readings, emergencies, deliveries, deadLetters)
        .flatMap(List::stream)
        .forEach(row -> things.add(String.valueOf(row.get("id"))));
    return things;
  }

  /** From the first to the last thing that happened, or null when nothing did. */
  Instant[] span() {
    List<Instant> times =
        Stream.of(events, inbound, readings, emergencies, steps, deliveries, attempts, deadLetters)
            .flatMap(List::stream)
            .flatMap(row -> row.values().stream())
            .filter(Instant.class::isInstance)
            .map(Instant.class::cast)
            .sorted()
            .toList();
    return times.isEmpty() ? null : new Instant[] {times.get(0), times.get(times.size() - 1)};
  }
}
