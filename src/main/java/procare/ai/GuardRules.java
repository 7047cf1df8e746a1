package procare.ai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@code lexicon/guard.yaml} forbids a rewording to change. */
record GuardRules(
    WordSet controlled,
    WordSet negations,
    WordSet exact,
    List<List<String>> clauses,
    Map<String, Set<String>> languages) {

  /**
   * Words and word beginnings or endings; {@link #match} names the entry that a word falls under.
   */
  record WordSet(Set<String> words, List<String> beginnings, List<String> endings) {
    /** The entry, or null. */
    String match(String word) {
      if (words.contains(word)) {
        return word;
      }
      for (String beginning : beginnings) {
        if (word.startsWith(beginning)) {
          return beginning + "*";
        }
      }
      for (String ending : endings) {
        if (word.length() > ending.length() && word.endsWith(ending)) {
          return word;
        }
      }
      return null;
    }
  }

  static GuardRules load() {
    try (InputStream in = GuardRules.class.getResourceAsStream("/lexicon/guard.yaml")) {
      JsonNode root = YAMLMapper.builder().build().readTree(in);
      List<List<String>> clauses = new ArrayList<>();
      root.path("clauses").forEach(c -> clauses.add(texts(c).stream().map(Plain::of).toList()));
      return new GuardRules(
          wordSet(root.path("controlled")),
          wordSet(root.path("negations")),
          wordSet(root.path("exact")),
          clauses,
          Map.of(
              "en", Set.copyOf(texts(root.path("languages").path("en"))),
              "id", Set.copyOf(texts(root.path("languages").path("id")))));
    } catch (IOException e) {
      throw new UncheckedIOException("lexicon/guard.yaml", e);
    }
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    node.forEach(n -> texts.add(n.asText()));
    return texts;
  }

  private static WordSet wordSet(JsonNode node) {
    Set<String> words = new HashSet<>();
    List<String> beginnings = new ArrayList<>();
    List<String> endings = new ArrayList<>();
    for (String entry : texts(node)) {
      if (entry.startsWith("*")) {
        endings.add(Plain.of(entry.substring(1)));
      } else if (entry.endsWith("*")) {
        beginnings.add(Plain.of(entry.substring(0, entry.length() - 1)));
      } else {
        words.add(Plain.of(entry));
      }
    }
    return new WordSet(words, beginnings, endings);
  }
}
