package procare.reminder;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;

/** A planned local time; with its plan the identity of an occurrence. */
public record Slot(LocalDate date, LocalTime time) implements Comparable<Slot> {
  private static final Comparator<Slot> ORDER =
      Comparator.comparing(Slot::date).thenComparing(Slot::time);

  @Override
  public int compareTo(Slot other) {
    return ORDER.compare(this, other);
  }
}
