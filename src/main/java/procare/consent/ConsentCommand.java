package procare.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import procare.Phrases;
import procare.WordFile;
import procare.conversation.Intent;
import procare.conversation.Understanding;

/**
 * A message that ends or restores messages. The one place where its category is read.
 *
 * @param in true: restore
 */
public record ConsentCommand(boolean in, Category category) {
  private static final WordFile FILE = new WordFile("commands/consent.yaml");
  private static final List<List<String>> STOP = FILE.phrases("stop");
  private static final List<List<String>> START = FILE.phrases("start");
  private static final List<List<String>> POLITE = FILE.phrases("polite");
  private static final List<List<String>> MESSAGE = FILE.phrases("message");
  private static final Map<String, List<List<String>>> NAMES = FILE.groups("categories");
  private static final Map<String, List<List<String>>> CAREFUL = FILE.groups("careful");

  /**
   * Reads a whole message; "can I stop metformin?" and "we have got to STOP this bill" are none.
   *
   * @param understood what the interpreter made of it
   */
  public static Optional<ConsentCommand> read(String text, Understanding understood) {
    if (understood.has(Intent.OPT_OUT) || understood.has(Intent.OPT_IN)) {
      Category category =
          Optional.ofNullable(understood.optOutCategory())
              .flatMap(Category::of)
              .orElse(Category.ALL);
      return Optional.of(new ConsentCommand(understood.has(Intent.OPT_IN), category));
    }
    if (text.length() > 80 || text.contains("?") || !understood.glucose().isEmpty()) {
      return Optional.empty();
    }
    List<String> words = Phrases.words(text);
    words.removeIf(word -> POLITE.contains(List.of(word)));
    for (List<String> phrase : STOP) {
      List<String> rest = Phrases.without(words, phrase);
      if (rest != null) {
        return category(rest).map(category -> new ConsentCommand(false, category));
      }
    }
    for (List<String> phrase : START) {
      List<String> rest = Phrases.without(words, phrase);
      if (rest != null) {
        return category(rest).map(category -> new ConsentCommand(true, category));
      }
    }
    return Optional.empty();
  }

  private static Optional<Category> category(List<String> rest) {
    List<String> name = new ArrayList<>(rest);
    boolean messages = name.removeIf(word -> MESSAGE.contains(List.of(word)));
    if (name.isEmpty()) {
      return Optional.of(Category.ALL);
    }
    return find(NAMES, name).or(() -> messages ? find(CAREFUL, name) : Optional.empty());
  }

  private static Optional<Category> find(Map<String, List<List<String>>> names, List<String> name) {
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().contains(name))
        .findFirst()
        .flatMap(entry -> Category.of(entry.getKey()));
  }
}
