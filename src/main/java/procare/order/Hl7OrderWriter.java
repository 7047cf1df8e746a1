package procare.order;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.springframework.stereotype.Component;
import procare.hl7.Delimiters;
import procare.hl7.Escapes;

/**
 * Writes orders and cancellations as OML^O21 (HL7 v2.5.1 chapter 4.4.6) or ORM^O01 (v2.3, 2.4
 * chapter 4.2.1): MSH, PID, PV1, and for each test ORC, TQ1 (from v2.5 on), OBR, NTE, DG1.
 */
@Component
class Hl7OrderWriter {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmssxx");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");

  /** MSH-18, HL7 table 0211. */
  private static final Map<String, String> CHARSETS =
      Map.of(
          "UTF-8", "UNICODE UTF-8",
          "US-ASCII", "ASCII",
          "ISO-8859-1", "8859/1",
          "ISO-8859-2", "8859/2",
          "ISO-8859-15", "8859/15");

  private final OrderProperties settings;

  Hl7OrderWriter(OrderProperties settings) {
    this.settings = settings;
  }

  /**
   * The bytes of one message.
   *
   * @throws IllegalArgumentException when the partner's character set lacks a character: a name
   *     must not turn into question marks
   */
  byte[] write(OrderSheet sheet) {
    StringBuilder text = new StringBuilder(1_024);
    header(text, sheet);
    person(text, sheet);
    segment(text, "PV1", "1", "O");
    for (LabOrder.Test test : sheet.order().tests()) {
      test(text, sheet, test);
    }
    return encode(text, sheet.partner().charset());
  }

  private void header(StringBuilder text, OrderSheet sheet) {
    OrderPartner partner = sheet.partner();
    boolean enhanced = partner.ackMode() == OrderPartner.AckMode.ENHANCED;
    boolean oml = partner.format() == OrderPartner.Format.HL7_OML;
    boolean structured = partner.version().compareTo("2.3.1") >= 0;
    String type = oml ? "OML^O21" : "ORM^O01";
    segment(
        text,
        "MSH",
        "^~\\&",
        raw(settings.application()),
        raw(settings.facility()),
        raw(partner.application()),
        raw(partner.facility()),
        time(sheet.at(), partner.zone()),
        "",
        structured ? type + "^" + type.replace('^', '_') : type,
        raw(sheet.controlId()),
        "P",
        partner.version(),
        "",
        "",
        enhanced ? "AL" : "",
        enhanced ? "AL" : "",
        "",
        CHARSETS.getOrDefault(partner.charset().name(), partner.charset().name()));
  }

  private void person(StringBuilder text, OrderSheet sheet) {
    OrderSheet.Subject subject = sheet.subject();
    StringBuilder numbers = new StringBuilder();
    numbers.append(subject.id()).append("^^^").append(raw(settings.facility())).append("^MR");
    for (OrderSheet.Known known : subject.known()) {
      numbers.append('~').append(raw(known.value())).append("^^^").append(raw(known.assigner()));
    }
    segment(
        text,
        "PID",
        "1",
        "",
        numbers.toString(),
        "",
        raw(subject.family()) + "^" + raw(subject.given()),
        "",
        subject.birthDate() == null ? "" : DAY.format(subject.birthDate()),
        raw(subject.sex()),
        "",
        "",
        "",
        "",
        subject.phone() == null ? "" : "^PRN^CP^^^^^^^^^+" + raw(subject.phone()));
  }

  private void test(StringBuilder text, OrderSheet sheet, LabOrder.Test test) {
    LabOrder order = sheet.order();
    OrderPartner partner = sheet.partner();
    boolean timed = partner.version().compareTo("2.5") >= 0;
    String due = order.collectBy() == null ? "" : time(order.collectBy(), partner.zone());
    String timing = "^^^^" + due + "^" + order.priority().hl7();
    String doctor = sheet.doctor().id() + "^" + raw(sheet.doctor().name());
    String filler = test.filler() == null ? order.filler() : test.filler();
    String placed = placer(test.placer());
    String filled = filler == null ? "" : raw(filler) + "^" + raw(partner.facility());
    segment(
        text,
        "ORC",
        sheet.cancels() ? "CA" : "NW",
        placed,
        filled,
        order.tests().size() > 1 ? placer(order.placer()) : "",
        "",
        "",
        timing,
        "",
        time(order.createdAt(), partner.zone()),
        "",
        "",
        doctor);
    if (timed && partner.format() == OrderPartner.Format.HL7_OML) {
      segment(text, "TQ1", "1", "", "", "", "", "", "", due, order.priority().hl7() + "^^HL70485");
    }
    segment(
        text,
        "OBR",
        String.valueOf(test.line()),
        placed,
        filled,
        code(partner, test),
        timed ? "" : order.priority().hl7(),
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        raw(order.reasonText()),
        "",
        "",
        doctor,
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        timing);
    if (order.note() != null && !sheet.cancels()) {
      segment(text, "NTE", "1", "P", raw(order.note()));
    }
    if (order.reasonCode() != null && !sheet.cancels()) {
      String reason = raw(order.reasonCode()) + "^" + raw(order.reasonText()) + "^I10";
      segment(text, "DG1", "1", "", reason, "", "", "W");
    }
  }

  /** The partner's own code beside LOINC, where we know it. */
  private static String code(OrderPartner partner, LabOrder.Test test) {
    String loinc = test.loinc() + "^" + raw(test.display()) + "^LN";
    String local = partner.codes().get(test.loinc());
    return local == null ? loinc : loinc + "^" + raw(local) + "^" + raw(test.display()) + "^L";
  }

  private String placer(String number) {
    return raw(number) + "^" + raw(settings.facility());
  }

  private static void segment(StringBuilder text, String name, String... fields) {
    int last = fields.length;
    while (last > 0 && fields[last - 1].isEmpty()) {
      last--;
    }
    text.append(name);
    for (int i = 0; i < last; i++) {
      text.append('|').append(fields[i]);
    }
    text.append('\r');
  }

  private static String raw(String value) {
    return value == null ? "" : Escapes.encode(value, Delimiters.USUAL);
  }

  private static String time(Instant at, ZoneId zone) {
    return TIME.format(at.atZone(zone));
  }

  private static byte[] encode(StringBuilder text, Charset charset) {
    try {
      ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(text));
      byte[] message = new byte[bytes.remaining()];
      bytes.get(message);
      return message;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "the order holds characters that " + charset + " does not have", e);
    }
  }
}
