package procare.partner.grade;

/**
 * How a rule fared.
 *
 * @param state what came out
 * @param why what is missing; null unless broken
 */
public record Finding(State state, String why) {
  static final Finding HOLDS = new Finding(State.HOLDS, null);

  /** Such as a rule about orders for a partner that gets none. */
  static final Finding NOT_FOR_IT = new Finding(State.NOT_FOR_IT, null);

  /** A rule that does not concern a pack keeps it from no grade. */
  public enum State {
    HOLDS,
    BROKEN,
    NOT_FOR_IT
  }

  static Finding broken(String why) {
    return new Finding(State.BROKEN, why);
  }

  static Finding unless(boolean holds, String why) {
    return holds ? HOLDS : broken(why);
  }

  public boolean broken() {
    return state == State.BROKEN;
  }
}
