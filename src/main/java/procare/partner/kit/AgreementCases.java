package procare.partner.kit;

import static procare.partner.kit.KitFailure.same;
import static procare.partner.kit.KitFailure.unless;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import procare.partner.pack.Pack;
import procare.partner.pack.Protocol;

/** What was agreed with the partner is shown by a sample, or else told in README.md. */
final class AgreementCases {
  private static final Pattern OFFSET =
      Pattern.compile(
          "(\\d{4})-?(\\d\\d)-?(\\d\\d)T?(\\d\\d):?(\\d\\d)(?::?\\d\\d)?(?:\\.\\d+)?([+-]\\d\\d:?\\d\\d)(?!\\d)");
  private static final Pattern TRIGGER = Pattern.compile("\\bA\\d\\d\\b");
  private static final Set<String> RESOURCES =
      Set.of("Patient", "Observation", "DiagnosticReport", "DocumentReference", "Communication");

  private AgreementCases() {}

  static void add(Subject subject, Cases cases) {
    Pack pack = subject.pack();
    cases.add(
        "pack.zone",
        "The zone has the offsets that the samples write",
        () -> {
          for (Sample sample : subject.samples()) {
            zone(pack, new String(sample.body(), StandardCharsets.ISO_8859_1));
          }
        });
    if (pack.charset() != StandardCharsets.UTF_8) {
      cases.add(
          "pack.charset",
          "A sample has letters that only the pack's character set says",
          () -> unless(subject.samples().stream().anyMatch(s -> ownLetters(s.body())), "none has"));
    }
    cases.add(
        "pack.identifiers",
        "The issuers of people's numbers stand in the samples or their expectations",
        () -> {
          unless(pack.identifiers().ours() != null, "identifiers.ours is missing");
          unless(
              pack.kind() != Pack.Kind.EMR || pack.identifiers().theirs() != null,
              "identifiers.theirs is missing");
          for (String issuer :
              Stream.of(pack.identifiers().ours(), pack.identifiers().theirs())
                  .filter(i -> i != null)
                  .toList()) {
            unless(
                subject.samples().stream()
                    .anyMatch(
                        s ->
                            text(s).contains(issuer)
                                || String.valueOf(s.expected()).contains(issuer)),
                issuer + " does not");
          }
        });
    cases.add(
        "pack.protocol",
        "The protocol fits what is exchanged and has the address that it needs",
        () -> protocol(pack));
    ordering(pack, cases);
    readme(subject, cases);
  }

  private static void zone(Pack pack, String text) throws KitFailure {
    Matcher time = OFFSET.matcher(text);
    while (time.find()) {
      try {
        ZoneOffset said = ZoneOffset.of(time.group(6));
        same(
            "the zone's offset",
            said,
            pack.zone()
                .getRules()
                .getOffset(
                    LocalDate.of(number(time, 1), number(time, 2), number(time, 3))
                        .atTime(LocalTime.of(number(time, 4), number(time, 5)))));
      } catch (DateTimeException e) {
        continue; // A telephone number, and no time.
      }
    }
  }

  private static int number(Matcher time, int group) {
    return Integer.parseInt(time.group(group));
  }

  /** Bytes beyond ASCII in a message that names no character set itself. */
  private static boolean ownLetters(byte[] body) {
    String text = new String(body, StandardCharsets.ISO_8859_1);
    boolean named =
        text.startsWith("MSH") && text.lines().findFirst().orElse("").split("\\|").length > 17;
    return !named && text.chars().anyMatch(c -> c > 127);
  }

  private static void protocol(Pack pack) throws KitFailure {
    String format = pack.results() == null ? null : pack.results().format();
    Set<String> formats =
        switch (pack.protocol()) {
          case HL7_MLLP -> Set.of("hl7v2");
          case FHIR_REST -> Set.of("fhir");
          case JSON_REST -> Set.of("json");
          case SFTP_FILES -> Set.of("csv", "json", "fhir");
          default -> Set.of();
        };
    unless(format == null || formats.contains(format), "it is no way for " + format);
    String needed =
        switch (pack.protocol()) {
          case HL7_MLLP -> pack.emr() != null && !pack.emr().sends().isEmpty() ? "messages" : null;
          case FHIR_REST -> "base";
          case JSON_REST -> "results";
          case SFTP_FILES -> "files";
          default -> null;
        };
    unless(
        needed == null || pack.endpoints().containsKey(needed),
        "endpoints." + needed + " is missing");
    unless(
        pack.protocol() != Protocol.JSON_REST || pack.emr() == null, "a record speaks FHIR or HL7");
    unless(
        pack.protocol() != Protocol.SFTP_FILES || pack.emr() == null,
        "a record speaks FHIR or HL7");
  }

  private static void ordering(Pack pack, Cases cases) {
    String format = pack.results() == null ? "" : pack.results().format();
    String key = pack.ordering().key();
    if (key != null && (format.equals("json") || format.equals("csv"))) {
      cases.add(
          "pack.ordering",
          "The ordering key is the person's number",
          () -> same("ordering.key", pack.results().person().get("id"), key));
    } else if (key != null && pack.protocol() == Protocol.FHIR_REST) {
      cases.add(
          "pack.ordering",
          "The ordering key is who it is about",
          () -> same("ordering.key", "/subject", key));
    }
  }

  private static void readme(Subject subject, Cases cases) {
    Pack pack = subject.pack();
    byte[] file = subject.files().bytes("README.md");
    String readme = file == null ? "" : new String(file, StandardCharsets.UTF_8);
    cases.add(
        "readme.words",
        "README.md names what no sample can show: headers, users, keys, modes, formats",
        () -> {
          for (String word : agreed(pack)) {
            Pattern whole = Pattern.compile("(?<![\\w-])" + Pattern.quote(word) + "(?![\\w-])");
            unless(whole.matcher(readme).find(), word + " is not in it");
          }
        });
    if (pack.emr() != null) {
      cases.add(
          "readme.exchange",
          "README.md names what comes and goes, and nothing else",
          () -> {
            Set<String> agreed = new TreeSet<>(pack.emr().receives());
            agreed.addAll(pack.emr().sends());
            Set<String> told = new TreeSet<>();
            TRIGGER.matcher(readme).results().forEach(m -> told.add(m.group()));
            for (String word : readme.split("[^A-Za-z]+")) {
              if (RESOURCES.contains(word)) {
                told.add(word);
              }
            }
            for (String kind : List.of("ORU", "MDM")) {
              if (readme.contains(kind)) {
                told.add(kind.toLowerCase(Locale.ROOT));
              }
            }
            same("what comes and goes", told, agreed);
          });
    }
  }

  private static List<String> agreed(Pack pack) {
    List<String> words = new ArrayList<>();
    pack.auth().values().values().stream()
        .filter(value -> !value.startsWith("${"))
        .forEach(value -> words.addAll(List.of(value.split(" "))));
    if (pack.ack() != null) {
      words.add(pack.ack().mode());
    }
    if (pack.results() != null && pack.results().cursor() != null) {
      words.add(pack.results().cursor().parameter());
    }
    if (pack.kind() == Pack.Kind.EMR) {
      pack.codes().lines().forEach(line -> words.add(line.code()));
    }
    if (pack.orders() != null) {
      words.add(
          Map.of("hl7-oml", "OML", "hl7-orm", "ORM", "fhir", "FHIR", "json", "JSON")
              .get(pack.orders().format()));
      if (pack.orders().header() != null) {
        words.add(pack.orders().header());
      }
      if (pack.orders().lookUp() != null) {
        words.add(pack.orders().lookUp());
      }
    }
    return words;
  }

  private static String text(Sample sample) {
    return new String(sample.body(), StandardCharsets.UTF_8);
  }
}
