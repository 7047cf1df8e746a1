package procare.emergency;

/**
 * OPEN: the ladder runs; ACKNOWLEDGED: a person took it and owes the outcome; HANDED_OVER: in the
 * operations queue; RESOLVED: over.
 */
public enum State {
  OPEN,
  ACKNOWLEDGED,
  HANDED_OVER,
  RESOLVED
}
