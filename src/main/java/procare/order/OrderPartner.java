package procare.order;

import java.nio.charset.Charset;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;

/**
 * How one laboratory takes orders.
 *
 * @param name of its pack or setting; also its breaker's
 * @param format of the orders
 * @param host MLLP only
 * @param port MLLP only
 * @param sslBundle name of a Spring SSL bundle with our certificate and its authority; null for
 *     MLLP without TLS
 * @param url HTTP only: where orders are posted; for FHIR the server's base
 * @param authHeader HTTP only: name of the header that {@code secret} is the value of
 * @param secret HTTP only, or null
 * @param application MSH-5
 * @param facility MSH-6
 * @param version MSH-12
 * @param charset of HL7 messages, told in MSH-18
 * @param zone of the times in messages
 * @param ackMode HL7 v2.5.1 chapter 2.9
 * @param idempotency what keeps a repeated order from being two
 * @param keyHeader HTTP header of the key, for {@link Idempotency#KEY}
 * @param lookUp path below {@code url} with {@code {placer}}, for {@link Idempotency#LOOK_UP}; null
 *     for FHIR, where the search by identifier does it
 * @param answerWithin how long an acknowledgement or HTTP answer may take
 * @param applicationWithin how long after CA the application's own answer may take
 * @param maxInFlight messages that wait for their answer at the same time, on one node
 * @param perSecond orders a second, on one node
 * @param cancels whether it takes cancellations
 * @param codes its own code by LOINC; may be empty
 */
public record OrderPartner(
    String name,
    Format format,
    String host,
    int port,
    String sslBundle,
    String url,
    String authHeader,
    String secret,
    String application,
    String facility,
    String version,
    Charset charset,
    ZoneId zone,
    AckMode ackMode,
    Idempotency idempotency,
    String keyHeader,
    String lookUp,
    Duration answerWithin,
    Duration applicationWithin,
    int maxInFlight,
    int perSecond,
    boolean cancels,
    Retry retry,
    Map<String, String> codes) {

  /** What an order looks like. */
  public enum Format {
    /** OML^O21 over MLLP. */
    HL7_OML,
    /** ORM^O01 over MLLP, for older laboratories. */
    HL7_ORM,
    /** A transaction Bundle of ServiceRequests. */
    FHIR,
    /** JSON of our own proposal. */
    JSON;

    /** True for MLLP, false for HTTP. */
    public boolean mllp() {
      return this == HL7_OML || this == HL7_ORM;
    }
  }

  /** Who acknowledges. */
  public enum AckMode {
    /** One answer, by the application: AA, AE, AR. */
    ORIGINAL,
    /** CA, CE, CR at once, and the application's answer later as a message of its own. */
    ENHANCED
  }

  /** What a repeat is safe by. */
  public enum Idempotency {
    /** The laboratory knows the key in a header, or FHIR's conditional create. */
    KEY,
    /** We ask whether the order is there before we repeat it. */
    LOOK_UP,
    /** The laboratory knows a repeat by the same placer number and control id. */
    SAME_PLACER,
    /** Nothing: after an uncertain try a person decides. */
    NONE
  }

  /**
   * Tries of one order.
   *
   * @param attempts at most, whatever went wrong
   * @param errorAttempts at most, while the laboratory answers AE or CE
   * @param first pause after the first; doubled after each
   * @param longest pause
   */
  public record Retry(int attempts, int errorAttempts, Duration first, Duration longest) {}

  public OrderPartner {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(format, "format");
    codes = Map.copyOf(codes);
    if (format.mllp() && idempotency == Idempotency.LOOK_UP) {
      throw new IllegalArgumentException(
          name + ": over MLLP nothing can be looked up; say same-placer or none");
    }
    if (!format.mllp() && (url == null || url.isBlank())) {
      throw new IllegalArgumentException(name + " needs a url for its orders");
    }
    if (format.mllp() && (host == null || host.isBlank() || port < 1 || port > 65_535)) {
      throw new IllegalArgumentException(name + " needs host and port for its orders");
    }
    if (format == Format.JSON && idempotency == Idempotency.LOOK_UP && lookUp == null) {
      throw new IllegalArgumentException(name + " needs look-up, such as /orders/{placer}");
    }
    if (format == Format.JSON && idempotency == Idempotency.KEY && keyHeader == null) {
      throw new IllegalArgumentException(name + " needs key-header, such as Idempotency-Key");
    }
  }

  /** Name of its circuit breaker, apart from those of results and records. */
  public String breaker() {
    return "lab-" + name;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "OrderPartner[" + name + ", " + format + "]";
  }
}
