package procare.order;

/** LOINC codes as people type them. */
final class Loinc {
  private Loinc() {}

  /**
   * True when the code has LOINC's form and its check digit fits (Luhn, LOINC Users' Guide, app.
   * C): one mistyped digit must not order another test.
   */
  static boolean isValid(String code) {
    if (code == null || !code.matches("[1-9]\\d{0,6}-\\d")) {
      return false;
    }
    int end = code.indexOf('-');
    int sum = 0;
    for (int i = 0; i < end; i++) {
      int digit = code.charAt(end - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit * 2 : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return code.charAt(end + 1) - '0' == (10 - sum % 10) % 10;
  }
}
