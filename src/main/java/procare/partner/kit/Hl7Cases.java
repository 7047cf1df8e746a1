package procare.partner.kit;

import static procare.partner.kit.KitFailure.same;
import static procare.partner.kit.KitFailure.unless;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import procare.hl7.Acknowledgement;
import procare.hl7.Incoming;
import procare.hl7.Verdict.Code;
import procare.partner.reading.Canonical;

/**
 * What every sender of HL7 v2 does sooner or later (seen in public corpora), and what it is told.
 */
final class Hl7Cases {
  private static final Acknowledgement ACK = new Acknowledgement("PROCAREHUB", "PROCARE");
  private static final Instant NOW = Instant.parse("2026-08-15T04:00:00Z");

  private final Subject subject;
  private final Cases cases;
  private final Er7 sample;
  private final boolean report;

  private Hl7Cases(Subject subject, Cases cases) {
    this.subject = subject;
    this.cases = cases;
    this.sample = new Er7(subject.samples().get(0).body(), subject.pack().charset());
    this.report = sample.find("OBX", 0) >= 0;
  }

  static void add(Subject subject, Cases cases) {
    if (subject.hl7() && !subject.samples().isEmpty()) {
      Hl7Cases all = new Hl7Cases(subject, cases);
      all.repairs();
      all.charsets();
      all.refusals();
      all.acknowledgements();
      all.duplicates();
      all.order();
      if (all.report) {
        all.reports();
      }
    }
  }

  private void repairs() {
    repair("lf", "Lines that end with LF are read", sample.bytes("\n"));
    repair("crlf", "Lines that end with CR LF are read", sample.bytes("\r\n"));
    byte[] whole = sample.bytes();
    repair("no-end", "A missing last CR is no harm", cut(whole, whole.length - 1));
    repair("newline-first", "White space before MSH is no harm", concat("\r\n", whole));
    repair(
        "bom",
        "A byte order mark is no harm",
        concat(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, whole));
    repair(
        "z-segment",
        "Segments of one's own are passed over",
        sample.copy().insert(1, "ZXX|1|x").bytes());
    cases.add(
        "hl7.batch",
        "A batch is taken apart and each of its messages judged",
        () -> {
          byte[] batch =
              concat(concat("FHS|^~\\&\rBHS|^~\\&\r", whole), concat(whole, "BTS|2\rFTS|1\r"));
          List<Incoming> messages = subject.frame(batch);
          same("the number of messages", 2, messages.size());
          for (Incoming message : messages) {
            unless(message.verdict().accepted(), message.verdict().reason());
          }
        });
    cases.add(
        "hl7.glued",
        "Two messages in one frame are two",
        () -> same("the number of messages", 2, subject.frame(concat(whole, whole)).size()));
  }

  /** A sample that is read by luck or by repair shows that the pack is wrong about the partner. */
  private void charsets() {
    cases.add(
        "hl7.charset-samples",
        "The samples are in the character set that they or the pack name",
        () -> {
          for (Sample each : subject.samples()) {
            unless(
                !subject.frame(each.body()).get(0).flags().contains("charset"),
                each.name() + " is not");
          }
        });
  }

  private void repair(String id, String title, byte[] frame) {
    cases.add(
        "hl7.repair-" + id,
        title,
        () -> {
          Incoming message = subject.frame(frame).get(0);
          unless(message.verdict().accepted(), message.verdict().reason());
          if (report) {
            same(
                "what was read",
                Canonical.of(subject.reports(sample.bytes())),
                Canonical.of(subject.reports(frame)));
          }
        });
  }

  private void refusals() {
    refused(
        "sender",
        "An unknown sender is refused",
        sample.copy().set("MSH", 4, "ELSEWHERE"),
        Code.AR);
    refused(
        "type",
        "A type that was not agreed is refused",
        sample.copy().set("MSH", 9, "SIU^S12"),
        Code.AR);
    refused(
        "processing",
        "Test messages do not reach patients",
        sample.copy().set("MSH", 11, "T"),
        Code.AR);
    refused(
        "version",
        "A version that does not exist is refused",
        sample.copy().set("MSH", 12, "9.9"),
        Code.AR);
    refused(
        "no-control-id",
        "A message without MSH-10 is refused",
        sample.copy().set("MSH", 10, ""),
        Code.AR);
    refused(
        "no-person", "A message about nobody is an error", sample.copy().remove("PID"), Code.AE);
    if (report) {
      refused(
          "no-result",
          "A report without results is an error, not an empty report",
          sample.copy().remove("OBX"),
          Code.AE);
      cases.add(
          "hl7.refuse-cut",
          "A message that ends in the middle of a result is an error",
          () -> {
            byte[] whole = sample.bytes();
            int last = lastIndexOf(whole, "OBX|");
            verdict(cut(whole, last + 12), Code.AE);
          });
    }
    cases.add("hl7.refuse-empty", "An empty frame is refused", () -> verdict(new byte[0], Code.AR));
    cases.add(
        "hl7.refuse-http",
        "What is no HL7 gets no answer",
        () ->
            verdict(
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                Code.NONE));
    cases.add(
        "hl7.refuse-large",
        "A message beyond the agreed size is refused",
        () -> {
          String filler =
              "x".repeat((int) Math.min(subject.pack().limits().maxBytes() + 1, 64_000_000));
          verdict(sample.copy().append(List.of("NTE|1||" + filler)).bytes(), Code.AR);
        });
    cases.add(
        "hl7.ack-of-ack",
        "An acknowledgement is not acknowledged",
        () -> verdict(sample.copy().set("MSH", 9, "ACK").bytes(), Code.NONE));
  }

  private void refused(String id, String title, Er7 message, Code code) {
    cases.add("hl7.refuse-" + id, title, () -> verdict(message.bytes(), code));
  }

  private void verdict(byte[] frame, Code code) throws KitFailure {
    Incoming message = subject.frame(frame).get(0);
    same("the verdict", code, message.verdict().code());
    String said = String.valueOf(message.verdict().reason());
    for (String secret : privateWords()) {
      unless(!said.contains(secret), "the reason holds a part of the message");
    }
  }

  /** Names and numbers of the sample's person. */
  private List<String> privateWords() {
    Stream<String> names = Stream.of(sample.get(sample.find("PID", 0), 5).split("[~^&]"));
    Stream<String> numbers =
        Stream.of(sample.get(sample.find("PID", 0), 3).split("~")).map(id -> id.split("\\^")[0]);
    return Stream.concat(names, numbers).filter(word -> word.length() > 3).toList();
  }

  private void acknowledgements() {
    cases.add(
        "hl7.ack-echo",
        "MSA-2 is the message's MSH-10, letter by letter",
        () ->
            same(
                "MSA-2",
                "Kit-42/ä",
                answer(sample.copy().set("MSH", 10, "Kit-42/ä")).get("MSA", 2)));
    cases.add(
        "hl7.ack-swap",
        "The answer goes to who sent, from whom it was sent to",
        () -> {
          Answer answer = answer(sample.copy().set("MSH", 5, "OUR").set("MSH", 6, "HUB"));
          same("MSH-3", "OUR", answer.get("MSH", 3));
          same("MSH-6", subject.pack().sender().facility(), answer.get("MSH", 6));
        });
    cases.add(
        "hl7.ack-private",
        "Nothing of the person is in the answer",
        () -> {
          String text =
              answer(sample.copy()).text() + answer(sample.copy().set("MSH", 11, "T")).text();
          for (String secret : privateWords()) {
            unless(!text.contains(secret), "the answer names the person");
          }
        });
    cases.add(
        "hl7.ack-read-back",
        "The answer is itself a message that can be read",
        () -> {
          String text = answer(sample.copy()).text();
          unless(text.startsWith("MSH|") && text.contains("\rMSA|"), "it is no ACK");
          same(
              "the verdict on it",
              Code.NONE,
              subject.frame(text.getBytes(StandardCharsets.UTF_8)).get(0).verdict().code());
        });
    cases.add(
        "hl7.ack-refusal",
        "A refusal says why in words",
        () -> {
          String text = answer(sample.copy().set("MSH", 11, "T")).text();
          unless(text.contains("rocessing"), "it does not");
        });
  }

  private record Answer(String text) {
    String get(String segment, int field) {
      Er7 er7 = new Er7(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
      return er7.get(er7.find(segment, 0), field);
    }
  }

  private Answer answer(Er7 message) throws KitFailure {
    Er7 asking = message.set("MSH", 15, "AL").set("MSH", 16, "NE");
    Incoming incoming = subject.frame(asking.bytes()).get(0);
    byte[] ack = ACK.accept(incoming, incoming.verdict(), NOW);
    unless(ack != null, "no answer was given");
    return new Answer(new String(ack, incoming.charset()));
  }

  private void duplicates() {
    cases.add(
        "hl7.duplicate",
        "A message sent again is known, although its time and line ends differ",
        () ->
            unless(
                sameBody(
                    sample.bytes(), sample.copy().set("MSH", 7, "20991231235959").bytes("\r\n")),
                "it was taken for another"));
    cases.add(
        "hl7.duplicate-other",
        "Another body under the same control id is another message",
        () ->
            unless(
                !sameBody(sample.bytes(), sample.copy().set("PID", 8, "O").bytes()),
                "it was taken for the same"));
  }

  private boolean sameBody(byte[] one, byte[] other) {
    return java.util.Arrays.equals(
        subject.frame(one).get(0).bodyHash(), subject.frame(other).get(0).bodyHash());
  }

  private void order() {
    cases.add(
        "hl7.order-same",
        "Messages about one person keep their order",
        () -> {
          List<String> keys = subject.frame(sample.bytes()).get(0).orderKeys();
          unless(!keys.isEmpty(), "the ordering key is empty: look at ordering.key");
          same(
              "the key of a later message",
              keys,
              subject.frame(sample.copy().set("MSH", 10, "LATER").bytes()).get(0).orderKeys());
        });
    cases.add(
        "hl7.order-other",
        "Messages about another person do not wait for them",
        () -> {
          List<String> keys = subject.frame(sample.bytes()).get(0).orderKeys();
          List<String> others =
              subject
                  .frame(sample.copy().set("PID", 3, "OTHER-1^^^X^MR").bytes())
                  .get(0)
                  .orderKeys();
          unless(keys.stream().noneMatch(others::contains), "both have the same key");
        });
  }

  private void reports() {
    cases.add(
        "hl7.two-people",
        "Results of two people in one message go to each their own",
        () -> {
          Er7 two = sample.copy().append(sample.from("PID"));
          two.set(two.find("PID", 1), 3, "SECOND-1");
          int half = subject.reports(sample.bytes()).size();
          List<procare.lab.LabReport> all = subject.reports(two.bytes());
          same("the number of reports", 2 * half, all.size());
          for (int i = 0; i < all.size(); i++) {
            boolean second =
                all.get(i).person().identifiers().stream()
                    .anyMatch(id -> id.value().equals("SECOND-1"));
            same("whether report " + i + " is the second person's", i >= half, second);
          }
        });
    cases.add(
        "hl7.lower-case",
        "A status in small letters is the same status",
        () ->
            same(
                "the status",
                "final",
                subject
                    .reports(sample.copy().set("OBX", 11, "f").bytes())
                    .get(0)
                    .results()
                    .get(0)
                    .status()));
    cases.add(
        "hl7.status-missing",
        "A result without a status is not taken for final",
        () ->
            unless(
                !"final"
                    .equals(
                        subject
                            .reports(sample.copy().set("OBX", 11, "").bytes())
                            .get(0)
                            .results()
                            .get(0)
                            .status()),
                "it was taken for final"));
    cases.add(
        "hl7.ampersand",
        "Unescaped separators in text cut nothing off",
        () -> {
          var value =
              subject
                  .reports(
                      sample
                          .copy()
                          .set("OBX", 2, "ST")
                          .set("OBX", 6, "")
                          .set("OBX", 5, "A & B ^ C")
                          .bytes())
                  .get(0)
                  .results()
                  .get(0)
                  .value();
          unless(String.valueOf(value).contains("A & B ^ C"), "it became " + value);
        });
    cases.add(
        "hl7.charset",
        "Bytes that do not fit the declared character set are flagged, not mangled",
        () -> {
          byte[] body =
              new Er7(
                      sample.copy().set("MSH", 18, "UNICODE UTF-8").bytes(),
                      StandardCharsets.ISO_8859_1)
                  .set("PID", 5, "M\u00FCller^X")
                  .bytes();
          Incoming message = subject.frame(body).get(0);
          unless(message.flags().contains("charset"), "it was not flagged");
        });
  }

  private static byte[] concat(String before, byte[] after) {
    return concat(before.getBytes(StandardCharsets.US_ASCII), after);
  }

  private static byte[] concat(byte[] before, String after) {
    return concat(before, after.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] concat(byte[] before, byte[] after) {
    byte[] both = java.util.Arrays.copyOf(before, before.length + after.length);
    System.arraycopy(after, 0, both, before.length, after.length);
    return both;
  }

  private static byte[] cut(byte[] bytes, int length) {
    return java.util.Arrays.copyOf(bytes, length);
  }

  private static int lastIndexOf(byte[] bytes, String ascii) {
    return new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(ascii);
  }
}
