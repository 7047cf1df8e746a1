package procare.conversation;

import java.util.List;

/**
 * An entry of a lexicon. The groups may stand in any order within one sentence; inside a group the
 * slots follow each other.
 *
 * @param label class of words or code of a red flag
 */
record Phrase(String label, Layer layer, List<Group> groups) {
  /**
   * @param slots what each word must match
   * @param loose whether up to four other words may stand before the slot
   */
  record Group(int[] slots, boolean[] loose) {}
}
