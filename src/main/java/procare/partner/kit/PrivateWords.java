package procare.partner.kit;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import procare.lab.LabPerson;
import procare.lab.LabReport;
import procare.partner.reading.UnreadableDocument;

/** What may stand in no log, reason or answer: names and numbers of the samples' people. */
final class PrivateWords {
  private PrivateWords() {}

  static List<String> of(Subject subject) throws UnreadableDocument {
    return subject.reports(subject.samples().get(0).body()).stream()
        .map(LabReport::person)
        .flatMap(PrivateWords::of)
        .filter(Objects::nonNull)
        .filter(word -> word.length() > 3)
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }

  private static Stream<String> of(LabPerson person) {
    return Stream.concat(
        person.identifiers().stream().map(id -> id.value()),
        Stream.of(person.family(), person.given(), person.phone()));
  }
}
