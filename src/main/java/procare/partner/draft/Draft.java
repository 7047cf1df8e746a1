package procare.partner.draft;

import java.util.List;
import procare.partner.pack.PackFiles;

/**
 * What was made of samples.
 *
 * @param files the proposed pack, its README.md and samples included
 * @param proposals all that is proposed
 * @param byHand what a person must decide, one line each; never empty of what is not known
 */
public record Draft(PackFiles files, List<Proposal> proposals, List<String> byHand) {
  public Draft {
    proposals = List.copyOf(proposals);
    byHand = List.copyOf(byHand);
  }
}
