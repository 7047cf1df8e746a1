package procare.partner.reading;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Words for statuses that can mean nothing else: those of HL7 tables 0085 and 0123, of FHIR, and of
 * laboratories.
 */
public final class StatusWords {
  private static final Map<String, Set<String>> KNOWN =
      Map.ofEntries(
          Map.entry("F", Set.of("final")),
          Map.entry("FINAL", Set.of("final")),
          Map.entry("COMPLETE", Set.of("final")),
          Map.entry("COMPLETED", Set.of("final")),
          Map.entry("P", Set.of("preliminary")),
          Map.entry("PRELIMINARY", Set.of("preliminary")),
          Map.entry("PROVISIONAL", Set.of("preliminary")),
          Map.entry("PARTIAL", Set.of("preliminary", "partial")),
          Map.entry("C", Set.of("corrected", "amended")),
          Map.entry("CORRECTED", Set.of("corrected")),
          Map.entry("AMENDED", Set.of("corrected", "amended")),
          Map.entry("X", Set.of("cancelled")),
          Map.entry("CANCELLED", Set.of("cancelled")),
          Map.entry("CANCELED", Set.of("cancelled")),
          Map.entry("W", Set.of("entered-in-error")),
          Map.entry("WITHDRAWN", Set.of("entered-in-error")));

  private static final Map<String, String> USUAL =
      Map.of("C", "corrected", "AMENDED", "corrected", "PARTIAL", "preliminary");

  private StatusWords() {}

  /** Whether a word may mean a FHIR status; unknown words may mean any. */
  public static boolean fits(String word, String status) {
    Set<String> known = KNOWN.get(word.toUpperCase(Locale.ROOT));
    return known == null || known.contains(status);
  }

  /** The FHIR status that a word usually means; empty for an unknown word. */
  public static Optional<String> usual(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    Set<String> known = KNOWN.get(upper);
    return known == null
        ? Optional.empty()
        : Optional.of(USUAL.getOrDefault(upper, known.iterator().next()));
  }
}
