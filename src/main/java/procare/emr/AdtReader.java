package procare.emr;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import procare.emr.PersonUpdate.Event;
import procare.hl7.Field;
import procare.hl7.Hl7Times;
import procare.hl7.Message;
import procare.hl7.People;
import procare.hl7.Segment;
import procare.lab.LabPerson;

/**
 * Reads ADT messages (HL7 v2.3–2.5.1, chapter 3) that say something about persons: admitted or
 * registered (A01, A04), discharged (A03), changed (A08, A28, A31), merged (A34, A39, A40).
 */
public final class AdtReader {
  private AdtReader() {}

  /**
   * @param zone for times without offset
   * @return one update for a person, of a merge one for each pair of PID and MRG; none for a
   *     trigger that says nothing that the hub keeps
   * @throws IllegalArgumentException when it lacks who, when or its id; the reason names the field
   *     and holds no personal data
   */
  public static List<PersonUpdate> read(String partner, ZoneId zone, Message message) {
    Event event = event(message.type());
    if (event == null) {
      return List.of();
    }
    String id = require(message.header().field(10).whole(), "MSH-10");
    Instant occurredAt = occurredAt(message, zone);
    List<PersonUpdate> updates = new ArrayList<>();
    List<Segment> segments = message.segments();
    for (int i = 0; i < segments.size(); i++) {
      if (segments.get(i).id().equals("PID")) {
        List<PersonIdentifier> merged =
            event == Event.A40 ? merged(segments, i) : List.<PersonIdentifier>of();
        updates.add(update(partner, event, segments.get(i), merged, occurredAt, id));
      }
    }
    if (updates.isEmpty()) {
      throw new IllegalArgumentException("PID is missing");
    }
    return updates;
  }

  /** The same from text. */
  public static List<PersonUpdate> read(String partner, ZoneId zone, String text) {
    return read(partner, zone, Message.of(text.stripLeading()));
  }

  private static Event event(String type) {
    return switch (type) {
      case "ADT^A01", "ADT^A04" -> Event.A01;
      case "ADT^A03" -> Event.A03;
      case "ADT^A08", "ADT^A28", "ADT^A31" -> Event.A08;
      case "ADT^A34", "ADT^A39", "ADT^A40" -> Event.A40;
      default -> null;
    };
  }

  private static PersonUpdate update(
      String partner,
      Event event,
      Segment pid,
      List<PersonIdentifier> merged,
      Instant occurredAt,
      String id) {
    LabPerson person = People.of(pid);
    List<PersonIdentifier> identifiers =
        person.identifiers().stream()
            .map(i -> new PersonIdentifier(i.assigner(), i.value(), i.type()))
            .toList();
    if (identifiers.isEmpty()) {
      throw new IllegalArgumentException("PID-3 names no identifier");
    }
    boolean named = person.family() != null || person.given() != null;
    return new PersonUpdate(
        partner,
        event,
        identifiers,
        named ? List.of(new PersonName(person.family(), person.given())) : List.of(),
        person.birthDate(),
        person.sex(),
        person.phone(),
        merged,
        occurredAt,
        id);
  }

  /** MRG-1 of the segment that follows a PID before the next one (ADT_A39: PATIENT groups). */
  private static List<PersonIdentifier> merged(List<Segment> segments, int pid) {
    List<PersonIdentifier> merged = new ArrayList<>();
    for (int i = pid + 1; i < segments.size() && !segments.get(i).id().equals("PID"); i++) {
      if (segments.get(i).id().equals("MRG")) {
        for (Field one : segments.get(i).field(1).repetitions()) {
          if (one.component(1) != null) {
            merged.add(new PersonIdentifier(one.component(4), one.component(1), one.component(5)));
          }
        }
      }
    }
    if (merged.isEmpty()) {
      throw new IllegalArgumentException("MRG-1 names no identifier");
    }
    return merged;
  }

  /** EVN-6 (occurred), else EVN-2 (recorded), else MSH-7. */
  private static Instant occurredAt(Message message, ZoneId zone) {
    Segment evn = message.first("EVN").orElse(null);
    return Stream.of(
            evn == null ? null : evn.value(6),
            evn == null ? null : evn.value(2),
            message.header().value(7))
        .map(time -> Hl7Times.instant(time, zone))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("EVN-2 is no time"));
  }

  private static String require(String value, String name) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is empty");
    }
    return value;
  }
}
