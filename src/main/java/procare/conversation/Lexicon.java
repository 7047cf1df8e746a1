package procare.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words of all languages, from {@code lexicon/<language>.yaml}, ready for matching. */
final class Lexicon {
  private final Vocabulary vocabulary = new Vocabulary();
  private final Map<String, Integer> slotIds = new HashMap<>();
  private final List<Phrase> phrases = new ArrayList<>();
  private final Set<String> reduplicated = new HashSet<>();

  /**
   * @throws IllegalStateException for an entry that cannot be read: an empty one or a code that no
   *     text exists for
   */
  Lexicon() {
    MessageBook.LANGUAGES.forEach(this::load);
  }

  List<Phrase> phrases() {
    return phrases;
  }

  Set<Integer> slots(String word) {
    return vocabulary.slots(word);
  }

  /** "kejang2" as it is said: the word twice and no number. */
  List<Token> said(List<Token> tokens) {
    List<Token> said = new ArrayList<>(tokens.size());
    for (Token token : tokens) {
      Token before = said.isEmpty() ? null : said.get(said.size() - 1);
      boolean twice =
          token.number()
              && token.glued()
              && token.text().equals("2")
              && before != null
              && reduplicated.contains(before.text());
      said.add(twice ? before : token);
    }
    return said;
  }

  private void load(String language) {
    String path = "/lexicon/" + language + ".yaml";
    try (InputStream in = Lexicon.class.getResourceAsStream(path)) {
      JsonNode root = YAMLMapper.builder().build().readTree(in);
      for (Layer layer : Layer.values()) {
        for (Map.Entry<String, JsonNode> entry : root.path(layer.section()).properties()) {
          if (layer == Layer.RED_FLAGS) {
            RedFlag.Code.valueOf(entry.getKey());
          }
          entry.getValue().forEach(e -> add(entry.getKey(), layer, e));
        }
      }
      root.path("reduplicated").forEach(w -> reduplicated.add(plain(w.asText())));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private void add(String label, Layer layer, JsonNode entry) {
    if (!entry.isTextual() || entry.asText().isBlank()) {
      throw new IllegalStateException("lexicon " + label + ": quote the entry " + entry);
    }
    List<Phrase.Group> groups = new ArrayList<>();
    for (String group : entry.asText().split(" & ")) {
      groups.add(group(group));
    }
    phrases.add(new Phrase(label, layer, List.copyOf(groups)));
  }

  private Phrase.Group group(String text) {
    List<Integer> slots = new ArrayList<>();
    List<Boolean> loose = new ArrayList<>();
    boolean gap = false;
    for (String part : text.strip().split("\\s+")) {
      if (part.equals("..")) {
        gap = true;
        continue;
      }
      for (String slot : pieces(part)) {
        slots.add(slotIds.computeIfAbsent(slot, this::newSlot));
        loose.add(gap);
        gap = false;
      }
    }
    boolean[] gaps = new boolean[loose.size()];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = loose.get(i);
    }
    return new Phrase.Group(slots.stream().mapToInt(Integer::intValue).toArray(), gaps);
  }

  /** A word with digits in it is several tokens, as in a message: hba1c is hba, 1, c. */
  private static List<String> pieces(String part) {
    if (part.contains("|") || part.contains("*")) {
      return List.of(plain(part));
    }
    String mark = part.startsWith("=") ? "=" : "";
    List<Token> tokens = Tokens.of(part.substring(mark.length()));
    if (tokens.size() == 1) {
      return List.of(mark + tokens.get(0).text());
    }
    return tokens.stream().map(t -> "=" + t.text()).toList();
  }

  private static String plain(String part) {
    return Tokens.plain(part);
  }

  private int newSlot(String alternatives) {
    int id = slotIds.size();
    for (String word : alternatives.split("\\|")) {
      vocabulary.add(word, id);
    }
    return id;
  }
}
