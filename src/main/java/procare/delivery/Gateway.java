package procare.delivery;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One WhatsApp sending number.
 *
 * @param kind which API
 * @param url base URL, without a trailing slash; of the Cloud API with its version
 * @param instance Evolution's instance, GOWA's device id, Meta's phone number id
 * @param secret Evolution's API key, GOWA's {@code user:password}, Meta's access token
 * @param rate messages a second that this number may send, over all nodes
 * @param senders calls at the same time, on each node; 0 = enough for a latency of 250 ms
 * @param timeoutMillis how long a send may wait for its answer
 * @param enabled whether anything is sent through it
 */
public record Gateway(
    GatewayKind kind,
    String url,
    String instance,
    String secret,
    double rate,
    @DefaultValue("0") int senders,
    @DefaultValue("10000") long timeoutMillis,
    @DefaultValue("true") boolean enabled) {
  /** Meta's default; numbers may be raised to 1,000 (contracts.md §3). */
  private static final double OFFICIAL = 80;

  /** Unofficial numbers that write fast are blocked; a careful guess, not a published limit. */
  private static final double CAREFUL = 5;

  public Gateway {
    if (kind == null) {
      throw new IllegalArgumentException(
          "set procare.whatsapp.gateways.<name>.kind to evolution, gowa or cloudapi");
    }
    if (rate < 0 || rate > 10_000) {
      throw new IllegalArgumentException(
          "procare.whatsapp.gateways.<name>.rate is messages a second, at most 10000: " + rate);
    }
    rate = rate == 0 ? kind.official() ? OFFICIAL : CAREFUL : rate;
    senders = senders > 0 ? senders : (int) Math.min(128, Math.max(4, Math.ceil(rate / 4)));
  }
}
