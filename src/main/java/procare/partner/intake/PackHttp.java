package procare.partner.intake;

import procare.partner.Outcome;
import procare.partner.pack.Pack;

/** Asks the partner of a pack over HTTP: through its breaker, with its secret, counted. */
public interface PackHttp {
  /**
   * How it ended.
   *
   * @param body what the partner said when it accepted, else empty
   */
  record Reply(Outcome outcome, byte[] body) {}

  /**
   * Reads from a partner. Never throws for anything that a partner or the network does.
   *
   * @param url absolute, on the host of one of the pack's endpoints
   * @param accept media type that is asked for
   */
  Reply get(Pack pack, String url, String accept);
}
