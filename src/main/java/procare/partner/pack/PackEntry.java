package procare.partner.pack;

import java.time.Instant;
import java.util.List;

/**
 * A pack with what became of it.
 *
 * @param name of its folder
 * @param state {@code enabled, disabled}, or {@code refused} when no content was ever accepted
 * @param pack what is in force, or null
 * @param versionId row of {@code partner_pack_version}; 0 when there is none
 * @param origin {@code shipped} or {@code folder}; null when nothing was accepted
 * @param refused problems of newer content that is not in force; empty when there is none
 * @param reason last change: {@code loaded, reloaded, refused, enabled, disabled, rolled-back}
 */
public record PackEntry(
    String name,
    String state,
    Pack pack,
    long versionId,
    String origin,
    List<PackProblem> refused,
    String reason,
    Instant changedAt,
    String changedBy) {
  public PackEntry {
    refused = List.copyOf(refused);
  }

  /** Whether messages may go and come. */
  public boolean runs() {
    return pack != null && state.equals("enabled");
  }
}
