package procare.engagement;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import procare.Phrases;

/** Finds which of the people behind one number a message names. In doubt nobody. */
final class WhoIsMeant {
  private static final int SHORTEST_NAME = 3;
  private static final Pattern AFTER_NAME = Pattern.compile("^[\\s:,;.!?–-]+");

  /** One of the people, in the order in which they are offered. */
  record Option(UUID id, String name) {}

  /**
   * A message that begins with a name.
   *
   * @param rest what it says to or about that person; empty when it is the name alone
   */
  record Named(Option option, String rest) {}

  private WhoIsMeant() {}

  /** {@code 1 Asha, 2 Ravi}. */
  static String offered(List<Option> options) {
    return IntStream.range(0, options.size())
        .mapToObj(i -> (i + 1) + " " + options.get(i).name())
        .collect(Collectors.joining(", "));
  }

  /** The answer to "who is this for?": nothing but a number of the list or a name. */
  static Optional<Option> chosen(String text, List<Option> options) {
    List<String> words = Phrases.words(text);
    if (words.size() == 1 && words.get(0).matches("\\d{1,2}")) {
      int number = Integer.parseInt(words.get(0));
      return number >= 1 && number <= options.size()
          ? Optional.of(options.get(number - 1))
          : Optional.empty();
    }
    return named(text, options).filter(named -> named.rest().isEmpty()).map(Named::option);
  }

  /** A name at the beginning, as far as it can mean only one of them. */
  static Optional<Named> named(String text, List<Option> options) {
    Optional<Named> full = only(options, text, Option::name);
    return full.isPresent() ? full : only(options, text, WhoIsMeant::firstName);
  }

  private static Optional<Named> only(
      List<Option> options, String text, java.util.function.Function<Option, String> name) {
    String written = text.strip();
    String lower = written.toLowerCase(Locale.ROOT);
    List<Named> found =
        options.stream()
            .filter(option -> name.apply(option).length() >= SHORTEST_NAME)
            .filter(option -> begins(lower, name.apply(option).toLowerCase(Locale.ROOT)))
            .map(
                option ->
                    new Named(
                        option,
                        AFTER_NAME
                            .matcher(written.substring(name.apply(option).length()))
                            .replaceFirst("")
                            .strip()))
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static boolean begins(String text, String name) {
    return text.startsWith(name)
        && (text.length() == name.length()
            || !Character.isLetterOrDigit(text.codePointAt(name.length()))
                && Character.getType(text.codePointAt(name.length()))
                    != Character.NON_SPACING_MARK);
  }

  private static String firstName(Option option) {
    return option.name().strip().split("\\s+")[0];
  }
}
