package procare.conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds every phrase of the lexicon in a message, in time linear in its length. */
final class PhraseMatcher {
  /** Words that may stand between two slots joined by {@code ..}. */
  private static final int GAP = 4;

  /** Words that may lie between two groups joined by {@code &}. */
  private static final int NEAR = 7;

  private record Start(int phrase, int group) {}

  private final Lexicon lexicon;
  private final Map<Integer, List<Start>> starts = new HashMap<>();

  PhraseMatcher(Lexicon lexicon) {
    this.lexicon = lexicon;
    for (int p = 0; p < lexicon.phrases().size(); p++) {
      List<Phrase.Group> groups = lexicon.phrases().get(p).groups();
      for (int g = 0; g < groups.size(); g++) {
        starts
            .computeIfAbsent(groups.get(g).slots()[0], s -> new ArrayList<>())
            .add(new Start(p, g));
      }
    }
  }

  Lexicon lexicon() {
    return lexicon;
  }

  /**
   * @param words words and numbers of a message without signs
   */
  List<Span> match(List<Token> words) {
    List<Set<Integer>> slots = words.stream().map(w -> lexicon.slots(w.text())).toList();
    List<Span> found = new ArrayList<>();
    Map<Integer, List<List<Span>>> parts = new TreeMap<>();
    for (int at = 0; at < words.size(); at++) {
      for (int slot : slots.get(at)) {
        for (Start start : starts.getOrDefault(slot, List.of())) {
          Phrase phrase = lexicon.phrases().get(start.phrase());
          int end = end(phrase.groups().get(start.group()), at, words, slots);
          if (end < 0) {
            continue;
          }
          Span span = new Span(phrase.label(), phrase.layer(), at, end);
          if (phrase.groups().size() == 1) {
            found.add(span);
          } else {
            parts
                .computeIfAbsent(start.phrase(), p -> empty(phrase.groups().size()))
                .get(start.group())
                .add(span);
          }
        }
      }
    }
    parts.values().forEach(groups -> join(groups, words, found));
    return found;
  }

  private static List<List<Span>> empty(int groups) {
    List<List<Span>> lists = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      lists.add(new ArrayList<>());
    }
    return lists;
  }

  /** The end of the group when it starts at a word, or -1. */
  private static int end(
      Phrase.Group group, int start, List<Token> words, List<Set<Integer>> slots) {
    int at = start + 1;
    for (int i = 1; i < group.slots().length; i++) {
      int last = Math.min(words.size(), at + (group.loose()[i] ? GAP : 0) + 1);
      while (at < last && !slots.get(at).contains(group.slots()[i])) {
        at++;
      }
      if (at >= last || words.get(at).sentence() != words.get(start).sentence()) {
        return -1;
      }
      at++;
    }
    return at;
  }

  private static void join(List<List<Span>> groups, List<Token> words, List<Span> found) {
    if (groups.stream().anyMatch(List::isEmpty)) {
      return;
    }
    int[] cursors = new int[groups.size()];
    for (Span first : groups.get(0)) {
      int from = first.from();
      int to = first.to();
      boolean all = true;
      for (int g = 1; g < groups.size() && all; g++) {
        List<Span> others = groups.get(g);
        while (cursors[g] < others.size() && others.get(cursors[g]).from() < first.from() - NEAR) {
          cursors[g]++;
        }
        Span near = cursors[g] < others.size() ? nearest(others, cursors[g], first, words) : null;
        all = near != null;
        if (all) {
          from = Math.min(from, near.from());
          to = Math.max(to, near.to());
        }
      }
      if (all) {
        found.add(new Span(first.label(), first.layer(), from, to));
      }
    }
  }

  private static Span nearest(List<Span> others, int from, Span first, List<Token> words) {
    for (int i = from; i < others.size() && others.get(i).from() <= first.to() + NEAR; i++) {
      Span other = others.get(i);
      boolean overlaps = other.from() < first.to() && first.from() < other.to();
      if (!overlaps && words.get(other.from()).sentence() == words.get(first.from()).sentence()) {
        return other;
      }
    }
    return null;
  }
}
