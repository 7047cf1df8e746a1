package procare.emr.smart;

import procare.partner.Outcome;

/** There is no access token; the outcome says why and what follows from it. */
public final class NoToken extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient Outcome outcome;

  NoToken(Outcome outcome) {
    super(outcome.reason(), null, false, false);
    this.outcome = outcome;
  }

  public Outcome outcome() {
    return outcome;
  }
}
