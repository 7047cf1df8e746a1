package procare.partner.kit;

import static procare.partner.kit.KitFailure.same;
import static procare.partner.kit.KitFailure.unless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import procare.Json;
import procare.lab.LabReport;
import procare.partner.pack.Pack;
import procare.partner.reading.Canonical;
import procare.partner.reading.UnreadableDocument;

/** Documents that nobody can read are refused with a place and without a word of their content. */
final class DocumentCases {
  private DocumentCases() {}

  static void add(Subject subject, Cases cases) {
    Pack pack = subject.pack();
    if (pack.kind() != Pack.Kind.LAB || subject.hl7() || subject.samples().isEmpty()) {
      return;
    }
    byte[] sample = subject.samples().get(0).body();
    refused(subject, cases, "empty", "An empty body", new byte[0]);
    refused(subject, cases, "page", "A proxy's error page", ascii("<html><body>502</body></html>"));
    refused(subject, cases, "zeros", "Zero bytes", new byte[64]);
    refused(
        subject,
        cases,
        "cut",
        "A document cut in the middle",
        java.util.Arrays.copyOf(sample, sample.length / 2 + 1));
    if (pack.results().format().equals("csv")) {
      table(subject, cases, sample);
    } else {
      json(subject, cases, sample);
    }
  }

  private static void json(Subject subject, Cases cases, byte[] sample) {
    refused(subject, cases, "null", "The word null", ascii("null"));
    refused(subject, cases, "number", "A number", ascii("42"));
    refused(
        subject, cases, "deep", "A thousand brackets", ascii("[".repeat(1000) + "]".repeat(1000)));
    refused(
        subject,
        cases,
        "garbage-after",
        "Something behind the document",
        concat(sample, ascii("}{")));
    cases.add(
        "documents.unknown-fields",
        "Fields that nobody agreed on change nothing",
        () -> {
          JsonNode root = Json.parse(sample);
          if (root instanceof ObjectNode object) {
            object.put("aFieldOfTomorrow", true);
          }
          same(
              "what was read",
              Canonical.of(subject.reports(sample)),
              Canonical.of(subject.reports(root.toString().getBytes(StandardCharsets.UTF_8))));
        });
    cases.add(
        "documents.escapes",
        "Escaped letters are the letters",
        () -> {
          String text = new String(sample, StandardCharsets.UTF_8).replace("e", "\\u0065");
          // Escapes stand inside strings only; names and texts of JSON are strings.
          if (Json.parse(ascii(text)) != null) {
            same(
                "what was read",
                Canonical.of(subject.reports(sample)),
                Canonical.of(subject.reports(text.getBytes(StandardCharsets.UTF_8))));
          }
        });
  }

  private static void table(Subject subject, Cases cases, byte[] sample) {
    String text = new String(sample, subject.pack().charset());
    String[] lines = text.split("\r?\n");
    String delimiter = subject.pack().results().delimiter();
    bad(
        subject,
        cases,
        "column-missing",
        "A table without a column",
        text.substring(text.indexOf(delimiter) + 1));
    bad(
        subject,
        cases,
        "row-short",
        "A row with a field less",
        lines[0] + "\n" + lines[1].substring(0, lines[1].lastIndexOf(delimiter)) + "\n");
    bad(
        subject,
        cases,
        "row-long",
        "A row with a field more",
        lines[0] + "\n" + lines[1] + delimiter + "x\n");
    bad(subject, cases, "quote", "A quote that is not closed", lines[0] + "\n\"" + lines[1] + "\n");
    bad(
        subject,
        cases,
        "column-twice",
        "A column named twice",
        lines[0]
            + delimiter
            + lines[0].substring(0, lines[0].indexOf(delimiter))
            + "\n"
            + lines[1]
            + delimiter
            + "x\n");
    cases.add(
        "documents.crlf",
        "Lines that end with CR LF are the same",
        () ->
            same(
                "what was read",
                Canonical.of(subject.reports(sample)),
                Canonical.of(
                    subject.reports(
                        String.join("\r\n", lines).getBytes(subject.pack().charset())))));
    cases.add(
        "documents.only-heading",
        "A table without rows holds no reports",
        () ->
            same(
                "the number of reports",
                List.of(),
                subject.reports((lines[0] + "\n").getBytes(subject.pack().charset()))));
  }

  private static void bad(Subject subject, Cases cases, String id, String what, String text) {
    refused(subject, cases, id, what, text.getBytes(subject.pack().charset()));
  }

  private static void refused(Subject subject, Cases cases, String id, String what, byte[] body) {
    cases.add(
        "documents." + id,
        what + " is refused, and nothing of it is in the reason",
        () -> {
          List<LabReport> read;
          try {
            read = subject.reports(body);
          } catch (UnreadableDocument e) {
            unless(e.getMessage().length() < 300, "the reason is longer than a line");
            String reason = e.getMessage().toLowerCase(Locale.ROOT);
            for (String secret : PrivateWords.of(subject)) {
              unless(!reason.contains(secret), "the reason holds a part of the document");
            }
            return;
          }
          unless(read.isEmpty(), read.size() + " reports were read from it");
        });
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
