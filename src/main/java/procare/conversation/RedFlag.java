package procare.conversation;

/**
 * Words of danger at any glucose value.
 *
 * @param code which danger
 * @param words as the patient wrote them
 */
public record RedFlag(Code code, String words) {
  /** The list of reference rules; each names the text that is sent. */
  public enum Code {
    UNCONSCIOUS("nothing-by-mouth"),
    SEIZURE("nothing-by-mouth"),
    CANNOT_SWALLOW("nothing-by-mouth"),
    CONFUSION("nothing-by-mouth"),
    CHEST_PAIN("heart-or-stroke"),
    STROKE("heart-or-stroke"),
    SELF_HARM("self-harm"),
    OVERDOSE("overdose"),
    BREATHING("ketoacidosis"),
    VOMITING("ketoacidosis"),
    FRUITY_BREATH("ketoacidosis"),
    ABDOMINAL_PAIN("ketoacidosis"),
    KETONES("ketoacidosis"),
    SICK_SGLT2("ketoacidosis");

    private final String action;

    Code(String action) {
      this.action = action;
    }

    /** Key of the text in {@link MessageBook}. */
    public String textKey() {
      return "emergency.red-flag." + action;
    }
  }
}
