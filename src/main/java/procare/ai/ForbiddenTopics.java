package procare.ai;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import procare.Phrases;
import procare.WordFile;

/**
 * Finds what no language model may be asked: emergencies, doses, stopping a medicine, pregnancy,
 * children, chest pain, self-harm, laboratory values (domain.md §1, LLM contract 3). Words alone
 * decide, and a word too many only means that a person answers.
 */
public final class ForbiddenTopics {
  /** From this length on a word of the list is also the beginning of longer ones. */
  private static final int STEM = 5;

  private static final WordFile FILE = new WordFile("commands/forbidden-topics.yaml");
  private static final Map<String, List<List<String>>> PERSON = FILE.groups("person");
  private static final Map<String, List<List<String>>> LIBRARY = FILE.groups("library");

  private ForbiddenTopics() {}

  /** A topic that only a person may answer, if the text touches one. */
  public static Optional<String> forPersonsOnly(String text) {
    return find(PERSON, Phrases.words(text));
  }

  /** Any topic that a language model may not see, if the text touches one. */
  public static Optional<String> forModels(String text) {
    List<String> words = Phrases.words(text);
    return find(PERSON, words).or(() -> find(LIBRARY, words));
  }

  private static Optional<String> find(Map<String, List<List<String>>> topics, List<String> words) {
    return topics.entrySet().stream()
        .filter(topic -> topic.getValue().stream().anyMatch(phrase -> says(words, phrase)))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean says(List<String> words, List<String> phrase) {
    for (int start = 0; start + phrase.size() <= words.size(); start++) {
      boolean here = true;
      for (int i = 0; here && i < phrase.size(); i++) {
        here = matches(words.get(start + i), phrase.get(i));
      }
      if (here) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String word, String listed) {
    return word.equals(listed) || listed.length() >= STEM && word.startsWith(listed);
  }
}
