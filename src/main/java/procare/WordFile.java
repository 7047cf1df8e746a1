package procare;

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

/** A file of word lists that native speakers can review, such as {@code commands/consent.yaml}. */
public final class WordFile {
  private final JsonNode root;

  /**
   * @param path on the class path
   * @throws IllegalStateException when there is no such file
   */
  public WordFile(String path) {
    try (InputStream in = WordFile.class.getResourceAsStream("/" + path)) {
      if (in == null) {
        throw new IllegalStateException("no " + path + " on the class path");
      }
      root = YAMLMapper.builder().build().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  /** The phrases of a list as words, longest first. */
  public List<List<String>> phrases(String list) {
    return phrases(root.path(list));
  }

  /** A map of lists, such as names by category. */
  public Map<String, List<List<String>>> groups(String map) {
    Map<String, List<List<String>>> groups = new LinkedHashMap<>();
    root.path(map).properties().forEach(e -> groups.put(e.getKey(), phrases(e.getValue())));
    return groups;
  }

  private static List<List<String>> phrases(JsonNode list) {
    List<List<String>> phrases = new ArrayList<>();
    list.forEach(item -> phrases.add(Phrases.words(item.asText())));
    phrases.sort(Comparator.comparingInt((List<String> words) -> words.size()).reversed());
    return phrases;
  }
}
