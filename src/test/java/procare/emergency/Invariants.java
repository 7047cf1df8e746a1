package procare.emergency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

/** What must hold for every emergency at any moment between two transactions. */
final class Invariants {
  private Invariants() {}

  static void check(Ward ward) {
    ward.all().forEach(id -> check(ward, id));
  }

  private static void check(Ward ward, UUID id) {
    Emergency emergency = ward.emergencies.find(id).orElseThrow();
    List<Step> steps = ward.steps.all(id);
    String story = emergency + "\n" + steps + "\n" + ward.told();
    long rechecks = waiting(steps, true);
    long ladder = waiting(steps, false);
    assertThat(rechecks).as("re-checks that wait\n" + story).isLessThanOrEqualTo(1);
    switch (emergency.state()) {
      case OPEN -> {
        boolean patient = emergency.rung() == Rung.PATIENT;
        assertThat(patient ? rechecks : ladder).as("something must happen\n" + story).isOne();
        assertThat(ladder).as(story).isLessThanOrEqualTo(1);
      }
      case ACKNOWLEDGED ->
          assertThat(steps)
              .as("the outcome is awaited\n" + story)
              .filteredOn(s -> "WAITING".equals(s.state()) && s.rung() != Rung.RECHECK)
              .extracting(Step::rung)
              .containsExactly(Rung.OUTCOME);
      case HANDED_OVER -> assertThat(ladder).as(story).isZero();
      case RESOLVED -> assertThat(rechecks + ladder).as(story).isZero();
    }
    sameCount(
        ward,
        id,
        story,
        "patient.emergency.escalation",
        steps.stream()
            .filter(s -> "DONE".equals(s.state()) && s.rung().compareTo(Rung.OPERATIONS) <= 0)
            .filter(s -> s.rung() != Rung.PATIENT)
            .filter(s -> s.personId() != null || "HANDED_OVER".equals(s.outcome()))
            .count());
    List<FactStore.Fact> facts = ward.facts.all(id);
    sameCount(
        ward,
        id,
        story,
        "patient.emergency.detected",
        facts.stream()
            .filter(
                f ->
                    f.kind().equals("RED_FLAG")
                        || f.kind().equals("READING") && f.detail().contains("\"danger\":true"))
            .count());
    sameCount(
        ward,
        id,
        story,
        "patient.emergency.persistent",
        facts.stream().filter(f -> f.kind().equals("SELF_REPORT")).count()
            + steps.stream()
                .filter(s -> s.rung() == Rung.RECHECK && s.outcome() != null)
                .filter(s -> s.outcome().equals("NO_ANSWER") || s.outcome().equals("PERSISTENT"))
                .count());
    sameCount(
        ward, id, story, "patient.emergency.resolved", emergency.state() == State.RESOLVED ? 1 : 0);
  }

  private static long waiting(List<Step> steps, boolean recheck) {
    return steps.stream()
        .filter(s -> "WAITING".equals(s.state()) && recheck == (s.rung() == Rung.RECHECK))
        .count();
  }

  private static void sameCount(Ward ward, UUID id, String story, String type, long expected) {
    Long told =
        ward.jdbc.queryForObject(
            "select count(*) from event_log where subject = ? and type = ?",
            Long.class,
            id.toString(),
            type);
    assertThat(told).as(type + "\n" + story).isEqualTo(expected);
  }
}
