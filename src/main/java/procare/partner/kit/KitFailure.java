package procare.partner.kit;

/** Says what a case found, and what it should have found. */
final class KitFailure extends Exception {
  private static final long serialVersionUID = 1L;

  KitFailure(String message) {
    super(message);
  }

  static void unless(boolean holds, String message) throws KitFailure {
    if (!holds) {
      throw new KitFailure(message);
    }
  }

  static void same(String what, Object expected, Object found) throws KitFailure {
    if (expected == null ? found != null : !expected.equals(found)) {
      throw new KitFailure(what + " is " + found + " and should be " + expected);
    }
  }
}
