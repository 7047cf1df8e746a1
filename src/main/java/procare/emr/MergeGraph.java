package procare.emr;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which identifier survives. A fact "retired into" is kept as it was told, so that the answer
 * depends on the facts and not on the order in which they came. Of two facts about one identifier
 * the newer counts; a circle (merged one way, later the other) ends where its newest fact points.
 */
final class MergeGraph {
  private static final Comparator<Fact> BY_AGE =
      Comparator.comparing(Fact::at)
          .thenComparing(Fact::messageId)
          .thenComparing(f -> f.into().key());

  /** {@code retired} was merged into {@code into}, says message {@code messageId}. */
  record Fact(PersonIdentifier retired, PersonIdentifier into, Instant at, String messageId) {
    Fact {
      Objects.requireNonNull(at, "at");
    }

    /** True when this one counts and the other, about the same identifier, does not. */
    boolean beats(Fact other) {
      return BY_AGE.compare(this, other) > 0;
    }
  }

  private final Map<String, Fact> facts = new HashMap<>();

  /** Adds a fact; an older one about the same identifier gives way. */
  void add(Fact fact) {
    if (!fact.retired().isSame(fact.into())) {
      facts.merge(fact.retired().key(), fact, (known, more) -> more.beats(known) ? more : known);
    }
  }

  Optional<Fact> about(PersonIdentifier identifier) {
    return Optional.ofNullable(facts.get(identifier.key()));
  }

  /** The identifiers from this one to its survivor, both included. */
  Set<PersonIdentifier> path(PersonIdentifier identifier) {
    Map<String, PersonIdentifier> seen = new LinkedHashMap<>();
    PersonIdentifier here = identifier;
    Optional<Fact> fact = about(here);
    while (seen.putIfAbsent(here.key(), here) == null && fact.isPresent()) {
      here = fact.get().into();
      fact = about(here);
    }
    Set<PersonIdentifier> path = new LinkedHashSet<>(seen.values());
    if (fact.isPresent()) {
      putLast(path, endOfCircle(here));
    }
    return path;
  }

  PersonIdentifier survivorOf(PersonIdentifier identifier) {
    PersonIdentifier last = identifier;
    for (PersonIdentifier step : path(identifier)) {
      last = step;
    }
    return last;
  }

  private PersonIdentifier endOfCircle(PersonIdentifier on) {
    Fact newest = facts.get(on.key());
    for (Fact f = facts.get(newest.into().key());
        !f.retired().isSame(on);
        f = facts.get(f.into().key())) {
      newest = f.beats(newest) ? f : newest;
    }
    return newest.into();
  }

  private static void putLast(Set<PersonIdentifier> path, PersonIdentifier end) {
    PersonIdentifier same = path.stream().filter(end::isSame).findFirst().orElse(end);
    path.remove(same);
    path.add(same);
  }
}
