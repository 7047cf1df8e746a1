package procare.patient;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import procare.api.ApiProblem;

/** Phone numbers as people write them, and as the hub keeps them: digits of E.164. */
public final class PhoneNumbers {
  private static final String HOME = "IN";
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  private PhoneNumbers() {}

  /**
   * @param field where the number came from, for the refusal
   * @param written with country code and {@code +}, or as dialled within India
   * @return digits of E.164 without {@code +}
   * @throws ApiProblem 400 unless such a number is possible
   */
  public static String require(String field, String written) {
    try {
      PhoneNumber number = NUMBERS.parse(written, HOME);
      if (NUMBERS.isPossibleNumber(number)) {
        return NUMBERS.format(number, PhoneNumberFormat.E164).substring(1);
      }
    } catch (NumberParseException e) {
      // the refusal below says what to send instead
    }
    throw ApiProblem.field(
        field,
        "is no possible phone number",
        "send it with country code, for example +919876543210");
  }
}
