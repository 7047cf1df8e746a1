package procare.education;

import java.util.List;
import java.util.Map;

/**
 * One text of the library.
 *
 * @param id stays the same in every language
 * @param source whose guidance it follows
 * @param reviewedBy physician who signed it, or null
 * @param titles by language
 * @param texts by language
 * @param keywords lists of words; each list speaks for this text when all its words are in a
 *     question
 */
public record Entry(
    String id,
    String source,
    String reviewedBy,
    Map<String, String> titles,
    Map<String, String> texts,
    List<List<String>> keywords) {

  /** The text in a language, or in English. */
  public String text(String language) {
    return texts.getOrDefault(language, texts.get("en"));
  }
}
