package procare.partner.pack;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One partner as its pack describes it; the fields are those of {@code partners/pack.schema.json},
 * where each is explained.
 *
 * @param grade what the pack claims to be: {@code bronze, silver, gold, platinum}
 * @param zone of times that the partner sends without an offset
 * @param charset of messages that do not name one
 * @param sender who HL7 v2 messages come from, or null
 * @param endpoints settings by purpose: {@code results, orders, token, base, files, documents}
 * @param auth how we prove who we are; {@code none} when the pack does not say
 * @param ack rules of HL7 v2 acknowledgements; null for other protocols
 * @param results how reports are read; null for partners without
 * @param orders how orders are sent; null for partners without
 * @param emr what is exchanged with a medical record; null for others
 * @param silence without a message for so long somebody is told; null for never
 * @param critical the partner's own thresholds, before the hub's
 * @param codes the partner's codes; empty when there is no codes.csv
 * @param routes text of routes.camel.yaml, or null
 * @param hash SHA-256 of all files
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Pack(
    String name,
    String version,
    String title,
    Kind kind,
    Protocol protocol,
    String grade,
    ZoneId zone,
    Charset charset,
    Sender sender,
    Identifiers identifiers,
    Map<String, Setting> endpoints,
    Auth auth,
    Limits limits,
    Ordering ordering,
    Ack ack,
    Results results,
    Orders orders,
    Emr emr,
    Duration silence,
    List<Critical> critical,
    CodeMap codes,
    String routes,
    String hash) {

  public Pack {
    charset = charset == null ? StandardCharsets.UTF_8 : charset;
    identifiers = identifiers == null ? new Identifiers(null, null) : identifiers;
    endpoints = endpoints == null ? Map.of() : Map.copyOf(endpoints);
    auth = auth == null ? new Auth("none", Map.of()) : auth;
    limits = limits == null ? new Limits(null, null, null, null, null) : limits;
    ordering = ordering == null ? new Ordering(null) : ordering;
    critical = critical == null ? List.of() : List.copyOf(critical);
    codes = codes == null ? CodeMap.EMPTY : codes;
  }

  /** What a partner is to us. */
  public enum Kind {
    @JsonProperty("lab")
    LAB,
    @JsonProperty("emr")
    EMR,
    @JsonProperty("whatsapp")
    WHATSAPP,
    @JsonProperty("sms")
    SMS;

    /** The word in pack.yaml. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param application MSH-3 of what the partner sends
   * @param facility MSH-4; part of the identity of every result
   */
  public record Sender(String application, String facility) {}

  /**
   * Whose numbers people have.
   *
   * @param ours assigning authority or FHIR system of our patient numbers at the partner, or null
   * @param theirs that of the partner's own numbers, or null
   */
  public record Identifiers(String ours, String theirs) {}

  /**
   * @param key where the ordering key is, such as {@code PID-3.1}: messages with the same key keep
   *     their order
   */
  public record Ordering(String key) {}

  /**
   * @param mode {@code original} or {@code enhanced} (HL7 v2.5.1 §2.9.2, §2.9.3)
   * @param timeout how long an ACK may take
   * @param retries how often a message without a good ACK goes again
   * @param pause before the first repetition; doubles each time
   */
  public record Ack(String mode, Duration timeout, Integer retries, Duration pause) {
    public Ack {
      mode = mode == null ? "original" : mode;
      timeout = timeout == null ? Duration.ofSeconds(30) : timeout;
      retries = retries == null ? 5 : retries;
      pause = pause == null ? Duration.ofSeconds(10) : pause;
    }
  }

  /**
   * How reports are read. {@code fields}, {@code person} and {@code item} say where a canonical
   * field (procare.lab.LabReport) is: a JSON pointer (RFC 6901) or a column's name.
   *
   * @param format {@code hl7v2, fhir, json, csv}
   * @param poll how often to ask or look; null when the partner sends by itself
   * @param reports pointer to the list of reports; empty when a document is one report
   * @param cursor how polling goes on where it stopped, or null
   * @param report fields of the report: {@code id, placer, filler, status, issuedAt, collectedAt,
   *     orderedBy, code, display}
   * @param person {@code id, name, family, given, birthDate, sex, phone}
   * @param items pointer from a report to its results; null for CSV, where a row is a result
   * @param item {@code code, display, loinc, value, unit, range, flag, status, observedAt, note}
   * @param statuses FHIR status by the partner's word
   * @param delimiter of CSV columns
   * @param group column whose equal values make one report (CSV)
   * @param document {@code url, content, title} (JSON) or {@code file} (CSV), or null
   */
  public record Results(
      String format,
      Duration poll,
      String reports,
      Cursor cursor,
      Map<String, String> report,
      Map<String, String> person,
      String items,
      Map<String, String> item,
      Map<String, String> statuses,
      String delimiter,
      String group,
      Map<String, String> document,
      String dates) {
    public Results {
      reports = reports == null ? "" : reports;
      report = report == null ? Map.of() : Map.copyOf(report);
      person = person == null ? Map.of() : Map.copyOf(person);
      item = item == null ? Map.of() : Map.copyOf(item);
      statuses = statuses == null ? Map.of() : Map.copyOf(statuses);
      document = document == null ? Map.of() : Map.copyOf(document);
      delimiter = delimiter == null ? "," : delimiter;
    }
  }

  /**
   * @param parameter query parameter that says where to go on
   * @param next pointer to its next value in an answer
   */
  public record Cursor(String parameter, String next) {}

  /**
   * @param format {@code hl7-oml, hl7-orm, fhir, json}
   * @param idempotency what keeps a repeated order from being two: {@code key} (the partner knows
   *     our number), {@code look-up} (we ask before we repeat), {@code none} (a person decides)
   * @param header that carries the idempotency key, or null
   * @param lookUp path below the endpoint {@code orders} with {@code {placer}}, or null
   * @param fields canonical field of an order by JSON pointer in the request
   * @param filler pointer to the partner's number in its answer, or null
   * @param cancel whether the partner takes cancellations
   */
  public record Orders(
      String format,
      String idempotency,
      String header,
      String lookUp,
      Map<String, String> fields,
      String filler,
      Boolean cancel) {
    public Orders {
      fields = fields == null ? Map.of() : Map.copyOf(fields);
      cancel = cancel == null || cancel;
    }
  }

  /**
   * @param receives what comes: ADT triggers such as {@code A08}, or FHIR resource types
   * @param sends what goes: {@code oru, mdm}, or FHIR resource types
   * @param poll how often to ask for changes; null when the partner sends by itself
   */
  public record Emr(List<String> receives, List<String> sends, Duration poll) {
    public Emr {
      receives = receives == null ? List.of() : List.copyOf(receives);
      sends = sends == null ? List.of() : List.copyOf(sends);
    }
  }

  /**
   * @param loinc which test
   * @param low at or below it a value is critical; null for no lower bound
   * @param high at or above it a value is critical; null for no upper bound
   * @param unit UCUM
   */
  public record Critical(String loinc, BigDecimal low, BigDecimal high, String unit) {}

  /** What stands for MSH-4 in results: the sender's facility, else the pack's name. */
  public String facility() {
    return sender == null ? name : sender.facility();
  }

  /** The pack with what is not in pack.yaml. */
  Pack with(CodeMap map, String camelRoutes, String contentHash) {
    return new Pack(
        name,
        version,
        title,
        kind,
        protocol,
        grade,
        zone,
        charset,
        sender,
        identifiers,
        endpoints,
        auth,
        limits,
        ordering,
        ack,
        results,
        orders,
        emr,
        silence,
        critical,
        map,
        camelRoutes,
        contentHash);
  }
}
