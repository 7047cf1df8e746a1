package procare.partner.grade;

import static procare.partner.grade.Finding.HOLDS;
import static procare.partner.grade.Finding.NOT_FOR_IT;
import static procare.partner.grade.Finding.broken;
import static procare.partner.grade.Finding.unless;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import procare.partner.analyte.Analytes;
import procare.partner.analyte.LoincLine;
import procare.partner.pack.CodeMap;
import procare.partner.pack.Pack;
import procare.partner.pack.Protocol;

/** Rules that look at the pack and at what its samples become, and not at the kit's cases. */
final class OwnRules {
  private static final Set<String> CRITICAL_FLAGS = Set.of("HH", "LL", "AA");

  private OwnRules() {}

  static Finding title(Evidence e) {
    return unless(
        !e.pack().title().equals(e.pack().name()), "title is the pack's name: write the partner's");
  }

  /** MLLP has no login; who may connect is a matter of the network and of mutual TLS. */
  static Finding authentication(Evidence e) {
    return e.pack().protocol() == Protocol.HL7_MLLP
        ? NOT_FOR_IT
        : unless(!e.pack().auth().type().equals("none"), "auth.type is none");
  }

  static Finding readme(Evidence e) {
    String readme = e.readme();
    if (!readme.startsWith("# ")) {
      return broken("README.md does not begin with a heading");
    }
    if (!readme.contains("| Setting | What |")) {
      return broken("README.md has no table | Setting | What |");
    }
    return unless(readme.contains("Their habits:"), "README.md says nothing after Their habits:");
  }

  static Finding glucoseLimits(Evidence e) {
    return limits(e, analyte -> analyte.startsWith("glucose"));
  }

  static Finding dangerLimits(Evidence e) {
    return limits(e, analyte -> !analyte.startsWith("glucose"));
  }

  /** Each code that the pack maps and that can be critical needs a threshold of its own. */
  private static Finding limits(Evidence e, Predicate<String> which) {
    if (!e.lab()) {
      return NOT_FOR_IT;
    }
    TreeSet<String> missing = new TreeSet<>();
    boolean any = false;
    for (CodeMap.Line line : e.pack().codes().lines()) {
      LoincLine known = Analytes.shipped().byLoinc(line.loinc()).orElse(null);
      if (known != null
          && (known.low() != null || known.high() != null)
          && which.test(known.analyte())) {
        any = true;
        if (e.pack().critical().stream().noneMatch(c -> c.loinc().equals(line.loinc()))) {
          missing.add(line.loinc() + " (" + known.analyte() + ")");
        }
      }
    }
    if (!any) {
      return NOT_FOR_IT;
    }
    return unless(missing.isEmpty(), "critical: has no thresholds for " + missing);
  }

  static Finding correction(Evidence e) {
    return e.lab()
        ? unless(
            status(e, Set.of("corrected", "amended")), "no sample has a corrected report or result")
        : unless(
            e.expected().stream().anyMatch(sample -> sample.has("merged")),
            "no sample merges two numbers");
  }

  static Finding cancellation(Evidence e) {
    return e.lab()
        ? unless(
            status(e, Set.of("cancelled", "entered-in-error")),
            "no sample has a cancelled report or result")
        : NOT_FOR_IT;
  }

  static Finding preliminary(Evidence e) {
    return e.lab()
        ? unless(status(e, Set.of("preliminary", "partial")), "no sample is preliminary")
        : NOT_FOR_IT;
  }

  private static boolean status(Evidence e, Set<String> statuses) {
    return e.reports().stream().anyMatch(r -> statuses.contains(r.path("status").asText()))
        || e.results().stream().anyMatch(r -> statuses.contains(r.path("status").asText()));
  }

  static Finding critical(Evidence e) {
    if (!e.lab()) {
      return NOT_FOR_IT;
    }
    for (JsonNode result : e.results()) {
      for (JsonNode flag : result.path("flags")) {
        if (CRITICAL_FLAGS.contains(flag.asText().toUpperCase(Locale.ROOT))) {
          return HOLDS;
        }
      }
      if (beyondLimits(e.pack(), result)) {
        return HOLDS;
      }
    }
    return broken("no sample has a result that is flagged HH, LL or AA or beyond a threshold");
  }

  private static boolean beyondLimits(Pack pack, JsonNode result) {
    JsonNode value = result.at("/value/value");
    String unit = result.at("/value/unit").asText();
    for (JsonNode code : result.path("codes")) {
      String loinc =
          pack.codes()
              .map(code.path("code").asText(), null, unit)
              .map(CodeMap.Mapped::loinc)
              .orElse(code.path("code").asText());
      for (Pack.Critical limit : pack.critical()) {
        if (value.isNumber()
            && limit.loinc().equals(loinc)
            && (limit.low() != null && value.decimalValue().compareTo(limit.low()) <= 0
                || limit.high() != null && value.decimalValue().compareTo(limit.high()) >= 0)) {
          return true;
        }
      }
    }
    return false;
  }

  static Finding people(Evidence e) {
    List<JsonNode> all = e.lab() ? e.reports() : e.expected();
    Set<String> people = new HashSet<>();
    all.forEach(one -> people.add(one.at("/person/identifiers/0/value").asText()));
    people.remove("");
    return unless(people.size() >= 2, "all samples are about one person");
  }

  static Finding codesTold(Evidence e) {
    for (CodeMap.Line line : e.pack().codes().lines()) {
      if (line.text().isEmpty() || line.display().isEmpty()) {
        return broken(line.code() + " has no " + (line.text().isEmpty() ? "text" : "display"));
      }
    }
    return HOLDS;
  }

  static Finding codesShown(Evidence e) {
    if (!e.lab()) {
      return NOT_FOR_IT;
    }
    Set<String> shown = new HashSet<>();
    for (JsonNode result : e.results()) {
      for (JsonNode code : result.path("codes")) {
        shown.add(key(code.path("code").asText(), result.at("/value/unit").asText()));
      }
    }
    TreeSet<String> missing = new TreeSet<>();
    for (CodeMap.Line line : e.pack().codes().lines()) {
      if (!shown.contains(key(line.code(), line.unit()))) {
        missing.add(line.code() + (line.unit().isEmpty() ? "" : " in " + line.unit()));
      }
    }
    return unless(missing.isEmpty(), "no sample shows " + missing);
  }

  private static String key(String code, String unit) {
    return (code + "\n" + unit).toUpperCase(Locale.ROOT);
  }

  static Finding ordersOnce(Evidence e) {
    Pack.Orders orders = e.pack().orders();
    return orders == null
        ? NOT_FOR_IT
        : unless(
            !orders.idempotency().equals("none"),
            "orders.idempotency is none: a person must decide about every doubtful order");
  }

  static Finding ordersCancel(Evidence e) {
    Pack.Orders orders = e.pack().orders();
    return orders == null ? NOT_FOR_IT : unless(orders.cancel(), "orders.cancel is false");
  }

  static Finding samplesSix(Evidence e) {
    return unless(e.expected().size() >= 6, "only " + e.expected().size());
  }

  static Finding words(Evidence e) {
    return e.lab()
        ? unless(
            e.results().stream().anyMatch(result -> result.at("/value/text").isTextual()),
            "no sample has a result in words, such as haemolysed")
        : NOT_FOR_IT;
  }

  static Finding document(Evidence e) {
    return e.lab()
        ? unless(
            e.reports().stream().anyMatch(report -> report.has("documents")),
            "no sample has a PDF or a link to one")
        : NOT_FOR_IT;
  }

  static Finding encrypted(Evidence e) {
    String readme = e.readme();
    return e.pack().protocol() == Protocol.HL7_MLLP
        ? unless(readme.contains("mllps://"), "README.md names no mllps:// address")
        : unless(!readme.contains("http://"), "README.md names an http:// address");
  }

  static Finding contact(Evidence e) {
    return unless(
        e.readme().contains("Contact:"), "README.md has no line Contact: with a telephone number");
  }
}
