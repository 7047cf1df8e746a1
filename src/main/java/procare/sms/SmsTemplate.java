package procare.sms;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A text as it is registered with India's DLT: everything but the slots goes out byte for byte,
 * since one changed character is dropped without a word (domain.md §2).
 *
 * @param id of the template at the DLT platform
 * @param text with a {@code {#var#}} for each slot
 */
public record SmsTemplate(String id, String text) {
  private static final String SLOT = "{#var#}";

  /** DLT takes at most this many characters for one slot. */
  static final int LONGEST_VALUE = 30;

  /** Whether an SMS is this template with its slots filled, none longer than allowed. */
  public boolean matches(String sms) {
    StringBuilder pattern = new StringBuilder();
    for (String part : literals()) {
      pattern
          .append(pattern.isEmpty() ? "" : "[^\\n]{1," + LONGEST_VALUE + "}")
          .append(Pattern.quote(part));
    }
    return Pattern.compile(pattern.toString()).matcher(sms).matches();
  }

  int slots() {
    return literals().size() - 1;
  }

  private List<String> literals() {
    List<String> literals = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(SLOT); at >= 0; at = text.indexOf(SLOT, from)) {
      literals.add(text.substring(from, at));
      from = at + SLOT.length();
    }
    literals.add(text.substring(from));
    return literals;
  }
}
