package procare.education;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import procare.Phrases;
import procare.conversation.MessageBook;

/**
 * The approved education content of {@code education/*.yaml}. A question is answered from it or by
 * a person, never by anything made up. Matching is by words alone, so the same question always gets
 * the same text; when two texts fit equally well, none does.
 */
@Component
public class Library {
  /** From this length on a keyword is also the beginning of longer words. */
  private static final int STEM = 4;

  /** An answer must fit into one message with its source. */
  private static final int LONGEST = 700;

  private final Map<String, Entry> entries = new TreeMap<>();

  public Library() {
    try {
      for (Resource file :
          new PathMatchingResourcePatternResolver(Library.class.getClassLoader())
              .getResources("classpath*:education/*.yaml")) {
        try (InputStream in = file.getInputStream()) {
          YAMLMapper.builder().build().readTree(in).path("entries").forEach(this::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("education/*.yaml", e);
    }
    if (entries.isEmpty()) {
      throw new IllegalStateException("no education/*.yaml on the class path");
    }
  }

  private void add(JsonNode node) {
    String id = node.path("topic").asText();
    Map<String, String> titles = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    for (String language : MessageBook.LANGUAGES) {
      titles.put(language, node.path(language).path("title").asText(""));
      texts.put(language, node.path(language).path("text").asText("").strip());
      int length = texts.get(language).length();
      if (length == 0 || length > LONGEST || titles.get(language).isEmpty()) {
        throw new IllegalStateException(
            "education " + id + " lacks a title or a text of 1 to " + LONGEST + " in " + language);
      }
    }
    List<List<String>> keywords = new ArrayList<>();
    node.path("keywords").forEach(words -> keywords.add(Phrases.words(words.asText())));
    JsonNode reviewer = node.path("review").path("by");
    String source = node.path("source").asText("");
    if (source.isBlank() || keywords.isEmpty() || !node.has("review")) {
      throw new IllegalStateException("education " + id + " lacks source, review or keywords");
    }
    Entry entry =
        new Entry(
            id, source, reviewer.isNull() ? null : reviewer.asText(), titles, texts, keywords);
    if (entries.put(id, entry) != null) {
      throw new IllegalStateException("education " + id + " is there twice");
    }
  }

  public Optional<Entry> find(String id) {
    return Optional.ofNullable(entries.get(id));
  }

  /** Ids of all texts, in order. */
  public List<String> ids() {
    return List.copyOf(entries.keySet());
  }

  /**
   * The one text that answers a question best.
   *
   * @param atLeast how many words of a keyword list must have been said
   */
  public Optional<Entry> match(String question, int atLeast) {
    List<String> words = Phrases.words(question);
    Map<Entry, Integer> scores = new LinkedHashMap<>();
    for (Entry entry : entries.values()) {
      int score =
          entry.keywords().stream()
              .filter(list -> list.stream().allMatch(keyword -> said(words, keyword)))
              .mapToInt(List::size)
              .max()
              .orElse(0);
      if (score >= atLeast) {
        scores.put(entry, score);
      }
    }
    List<Map.Entry<Entry, Integer>> best = new ArrayList<>(scores.entrySet());
    best.sort(Comparator.comparingInt((Map.Entry<Entry, Integer> e) -> e.getValue()).reversed());
    boolean clear =
        best.size() == 1 || best.size() > 1 && best.get(0).getValue() > best.get(1).getValue();
    return clear ? Optional.of(best.get(0).getKey()) : Optional.empty();
  }

  private static boolean said(List<String> words, String keyword) {
    return words.stream()
        .anyMatch(
            word -> word.equals(keyword) || keyword.length() >= STEM && word.startsWith(keyword));
  }
}
