package procare.operations;

import java.time.Instant;
import java.util.Map;

/** What another package removes by night, because more than rows goes. */
public interface Sweep {
  /**
   * Removes what is older than {@code keep} says, in short transactions of its own; may be cut off
   * and repeated. What cannot be removed now is left for the next night.
   *
   * @return how many were removed, by what they are
   */
  Map<String, Long> run(RetentionProperties keep, Instant now);
}
