package procare.emr;

import procare.partner.Outcome;

/** Calls partners over HTTP: through their breakers, with timeouts, counted. */
public interface EmrHttp {
  /** Who can read the answer. */
  enum Answers {
    /** The FHIR endpoint. */
    FHIR,
    /** The authorization server and its description. */
    SMART
  }

  /**
   * One call.
   *
   * @param url absolute
   * @param contentType of the body
   * @param bearer access token, or null; secret
   * @param body null for a GET
   */
  record Call(
      Answers answers, String method, String url, String contentType, String bearer, byte[] body) {}

  /**
   * How it ended.
   *
   * @param body what the partner said when it accepted, else empty
   */
  record Reply(Outcome outcome, byte[] body) {}

  /** Never throws for anything that a partner or the network does. */
  Reply call(EmrPartner partner, Call call);
}
