package procare.emr.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * What an OperationOutcome says, for an operator's eyes: servers quote names, identifiers and
 * search URLs in their diagnostics, and none of these may reach a list or a log.
 */
public final class Diagnostics {
  private static final int LONGEST = 300;
  private static final Pattern QUOTED =
      Pattern.compile("'[^']*'|\"[^\"]*\"|\u201c[^\u201d]*\u201d|\\[[^]]*]|\\([^)]*=[^)]*\\)");
  private static final Pattern AFTER_SIGN = Pattern.compile("[|=?]\\S+");

  /** Dates, numbers of three digits and more, and words with digits in them: identifiers. */
  private static final Pattern NUMBERED =
      Pattern.compile("\\S*\\d{3,}\\S*|\\b[A-Za-z]+[-_]?\\d\\S*|\\b\\d+[-/.]\\d\\S*");

  private static final Pattern ADDRESS = Pattern.compile("\\bhttps?://\\S+|\\burn:\\S+|\\S+@\\S+");

  private Diagnostics() {}

  /** Code, expression and redacted diagnostics of the first error; the status when it says none. */
  static String of(JsonNode outcome, int status) {
    JsonNode issue = outcome.path("issue").path(0);
    String code = issue.path("code").asText("");
    if (code.isEmpty()) {
      return "the FHIR server answered " + status;
    }
    String where = issue.path("expression").path(0).asText("");
    String said = issue.path("diagnostics").asText(issue.path("details").path("text").asText(""));
    String all =
        code
            + (where.matches("[A-Za-z0-9.\\[\\]]{1,80}") ? " at " + where : "")
            + (said.isEmpty() ? "" : ": " + redacted(said));
    return all.length() > LONGEST ? all.substring(0, LONGEST) : all;
  }

  static String redacted(String text) {
    String safe = ADDRESS.matcher(text).replaceAll("…");
    safe = QUOTED.matcher(safe).replaceAll("…");
    safe = AFTER_SIGN.matcher(safe).replaceAll("…");
    return NUMBERED.matcher(safe).replaceAll("…").strip();
  }

  /**
   * Takes out what is known of the person, in any case: no pattern recognises a name.
   *
   * @param known names and identifiers; nulls and single letters are passed over
   */
  public static String without(String reason, Collection<String> known) {
    String safe = reason;
    for (String value : known) {
      for (String word : value == null ? new String[0] : value.split("[\\s,;]+")) {
        if (word.length() > 1) {
          safe =
              Pattern.compile(
                      "(?<![\\p{L}\\p{N}])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}])",
                      Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                  .matcher(safe)
                  .replaceAll("…");
        }
      }
    }
    return safe;
  }
}
