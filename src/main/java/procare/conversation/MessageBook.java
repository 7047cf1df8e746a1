package procare.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import procare.glucose.Glucose;

/**
 * Every sentence that the hub can send, from {@code messages/<language>.yaml}. Loading fails when a
 * language lacks a key or a parameter that another has, so a gap stops the start and not a rescue.
 * A class that sends texts calls {@link #require} in its constructor for the same reason.
 */
@Component
public final class MessageBook {
  /** Languages that every text exists in; the first is used for people with any other. */
  public static final List<String> LANGUAGES = List.of("en", "hi", "id");

  private static final String GLUCOSE_ONLY = ".glucose-only";

  private final Map<String, Map<String, Template>> texts = new HashMap<>();
  private final Set<String> clinical = new TreeSet<>();
  private final Set<String> unsigned = new TreeSet<>();

  public MessageBook() {
    this("messages/");
  }

  /**
   * @param folder where the files lie on the class path, ending with a slash
   * @throws IllegalStateException naming every gap and every difference between the languages
   */
  MessageBook(String folder) {
    LANGUAGES.forEach(language -> texts.put(language, read(folder + language + ".yaml", language)));
    List<String> faults = faults();
    if (!faults.isEmpty()) {
      throw new IllegalStateException(folder + ": " + String.join("; ", faults));
    }
  }

  /**
   * The text of a key with its parameters filled in.
   *
   * @param language of the reader; anything but {@link #LANGUAGES} gets the first of them
   * @param values by parameter name; more than needed is fine
   * @throws IllegalArgumentException for an unknown key or a missing value: mistakes of the caller
   *     that {@link #require} finds at start-up
   */
  public String render(String key, String language, Map<String, ?> values) {
    Template template = texts.get(supported(language)).get(key);
    if (template == null) {
      throw new IllegalArgumentException("no text " + key);
    }
    return template.render(key, values);
  }

  /**
   * To be called at start-up by whoever renders a key.
   *
   * @throws IllegalStateException when there is no such text or it needs a parameter not named
   */
  public void require(String key, String... parameters) {
    Template template = texts.get(LANGUAGES.get(0)).get(key);
    if (template == null) {
      throw new IllegalStateException("no text " + key + " in messages/");
    }
    Set<String> missing = new TreeSet<>(template.parameters());
    missing.removeAll(Set.of(parameters));
    if (!missing.isEmpty()) {
      throw new IllegalStateException("text " + key + " also needs " + missing);
    }
  }

  /**
   * The variant of a text for people on acarbose or voglibose, whom sugar and juice do not help.
   *
   * @return the key itself when the person is not one of them or the text is the same for all
   */
  public String variant(String key, boolean glucoseOnly) {
    return glucoseOnly && has(key + GLUCOSE_ONLY) ? key + GLUCOSE_ONLY : key;
  }

  public boolean has(String key) {
    return texts.get(LANGUAGES.get(0)).containsKey(key);
  }

  public Set<String> keys() {
    return new TreeSet<>(texts.get(LANGUAGES.get(0)).keySet());
  }

  /** Names in braces of a text; empty for an unknown key. */
  public Set<String> parameters(String key) {
    Template template = texts.get(LANGUAGES.get(0)).get(key);
    return template == null ? Set.of() : new TreeSet<>(template.parameters());
  }

  /**
   * The values that a rendered text was filled with, for templates that are registered elsewhere
   * and want them one by one.
   *
   * @param text as {@link #render} gave it; more words may follow
   * @return empty when the text was not rendered from this key in this language
   */
  public Optional<Map<String, String>> values(String key, String language, String text) {
    Template template = texts.get(supported(language)).get(key);
    return template == null ? Optional.empty() : Optional.ofNullable(template.values(text));
  }

  /** Keys of texts whose wording a physician has to sign. */
  public Set<String> clinicalKeys() {
    return Set.copyOf(clinical);
  }

  /** {@code language/key} of clinical texts that nobody has signed yet. */
  public Set<String> unsigned() {
    return Set.copyOf(unsigned);
  }

  /** The language itself if there are texts in it, otherwise English. */
  public static String supported(String language) {
    return language != null && LANGUAGES.contains(language) ? language : LANGUAGES.get(0);
  }

  /** A value as the texts name it: {@code 62 mg/dL}, {@code 15}, {@code LO (< 20 mg/dL)}. */
  public static String reading(Glucose glucose) {
    String number = glucose.value().toPlainString();
    String plain = glucose.unit() == null ? number : number + " " + glucose.unit().code();
    if (glucose.comparator() == null) {
      return plain;
    }
    return switch (glucose.comparator()) {
      case LESS -> "LO (< " + plain + ")";
      case GREATER -> "HI (> " + plain + ")";
    };
  }

  private Map<String, Template> read(String path, String language) {
    try (InputStream in = MessageBook.class.getResourceAsStream("/" + path)) {
      if (in == null) {
        throw new IllegalStateException("no " + path + " on the class path");
      }
      Map<String, Template> found = new TreeMap<>();
      JsonNode root = YAMLMapper.builder().build().readTree(in);
      root.path("service")
          .properties()
          .forEach(e -> found.put(e.getKey(), Template.of(e.getValue().asText())));
      root.path("clinical")
          .properties()
          .forEach(
              e -> {
                found.put(e.getKey(), Template.of(e.getValue().path("text").asText()));
                clinical.add(e.getKey());
                if (e.getValue().path("review").path("by").asText("").isBlank()
                    || e.getValue().path("review").path("by").isNull()) {
                  unsigned.add(language + "/" + e.getKey());
                }
              });
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private List<String> faults() {
    List<String> faults = new ArrayList<>();
    Set<String> all = new TreeSet<>();
    texts.values().forEach(t -> all.addAll(t.keySet()));
    for (String key : all) {
      Set<String> names = null;
      for (String language : LANGUAGES) {
        Template template = texts.get(language).get(key);
        if (template == null || template.blank()) {
          faults.add(language + " lacks " + key);
        } else if (names == null) {
          names = template.parameters();
        } else if (!names.equals(template.parameters())) {
          faults.add(language + " has other parameters in " + key);
        }
      }
    }
    return faults;
  }
}
