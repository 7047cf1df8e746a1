package procare.hl7;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import procare.Ids;

/**
 * Writes acknowledgements (HL7 v2.5.1 chapter 2.9): sender and receiver changed places, separators,
 * version, processing id and character set of the message that is answered, MSA-2 its MSH-10.
 */
public final class Acknowledgement {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmssxx");
  private static final int LONGEST_ECHO = 227;

  private final String application;
  private final String facility;

  /** Our names, for messages that do not address us by theirs. */
  public Acknowledgement(String application, String facility) {
    this.application = application;
    this.facility = facility;
  }

  /**
   * The answer that goes back at once, or null when none is due: in enhanced mode MSH-15 says when
   * ({@code AL} always, {@code NE} never, {@code ER} of a refusal only, {@code SU} of success
   * only).
   */
  public byte[] accept(Incoming incoming, Verdict verdict, Instant now) {
    if (verdict.code() == Verdict.Code.NONE) {
      return null;
    }
    if (!enhanced(incoming)) {
      return write(incoming, verdict, verdict.code().name(), now);
    }
    return due(incoming, 15, verdict) ? write(incoming, verdict, commitCode(verdict), now) : null;
  }

  private static String commitCode(Verdict verdict) {
    return switch (verdict.code()) {
      case AA -> "CA";
      case AE -> "CE";
      default -> "CR";
    };
  }

  /**
   * The answer of the application in enhanced mode, once the message was handled, or null when
   * MSH-16 asks for none. It is a message of its own that the sender must fetch or be sent.
   */
  public byte[] application(Incoming incoming, Verdict verdict, Instant now) {
    return enhanced(incoming) && due(incoming, 16, verdict)
        ? write(incoming, verdict, verdict.code().name(), now)
        : null;
  }

  private static boolean enhanced(Incoming incoming) {
    return incoming.message() != null
        && incoming.partner() != null
        && incoming.partner().acknowledgement() == Hl7Partner.Mode.ENHANCED
        && (!incoming.message().header().field(15).isEmpty()
            || !incoming.message().header().field(16).isEmpty());
  }

  private static boolean due(Incoming incoming, int field, Verdict verdict) {
    String condition = incoming.message().header().value(field);
    return switch (condition == null ? "NE" : condition.toUpperCase(Locale.ROOT)) {
      case "AL" -> true;
      case "ER" -> !verdict.accepted();
      case "SU" -> verdict.accepted();
      default -> false;
    };
  }

  private byte[] write(Incoming incoming, Verdict verdict, String code, Instant now) {
    Message message = incoming.message();
    Delimiters with = message == null ? Delimiters.USUAL : message.delimiters();
    String version = incoming.version() == null ? "2.5.1" : incoming.version();
    StringBuilder text = new StringBuilder(256);
    text.append("MSH").append(with.field()).append(with.encoding());
    field(text, with, echo(message, 5, Escapes.encode(application, with)));
    field(text, with, echo(message, 6, Escapes.encode(facility, with)));
    field(text, with, echo(message, 3, ""));
    field(text, with, echo(message, 4, ""));
    field(text, with, time(incoming, now));
    field(text, with, "");
    field(text, with, type(incoming.type(), version, with));
    field(text, with, id());
    field(text, with, echo(message, 11, "P"));
    field(text, with, Escapes.encode(version, with));
    String charset = echo(message, 18, "");
    if (!charset.isEmpty()) {
      String country = echo(message, 17, "");
      text.append(String.valueOf(with.field()).repeat(4));
      field(text, with, country);
      field(text, with, charset);
    }
    text.append("\rMSA");
    field(text, with, code);
    field(text, with, echo(message, 10, ""));
    if (!verdict.accepted()) {
      boolean old = version.compareTo("2.5") < 0;
      if (old) {
        field(text, with, Escapes.encode(verdict.reason(), with));
      }
      text.append('\r');
      if (!old) {
        error(text, with, verdict);
      }
    } else {
      text.append('\r');
    }
    Charset charsetOfText = incoming.charset();
    return text.toString()
        .getBytes(charsetOfText.canEncode() ? charsetOfText : StandardCharsets.UTF_8);
  }

  private static void error(StringBuilder text, Delimiters with, Verdict verdict) {
    text.append("ERR");
    field(text, with, "");
    field(
        text, with, verdict.place() == null ? "" : verdict.place().replace('^', with.component()));
    field(text, with, verdict.error() + with.component() + with.component() + "HL70357");
    field(text, with, "E");
    field(text, with, "");
    field(text, with, "");
    field(text, with, "");
    field(text, with, Escapes.encode(verdict.reason(), with));
    text.append('\r');
  }

  private static void field(StringBuilder text, Delimiters with, String raw) {
    text.append(with.field()).append(raw);
  }

  /** A field of the message as sent, escapes and all. */
  private static String echo(Message message, int number, String otherwise) {
    String raw = message == null ? "" : message.header().field(number).raw().strip();
    if (raw.isEmpty()) {
      return otherwise;
    }
    return raw.substring(0, Math.min(raw.length(), LONGEST_ECHO)).replace('\n', ' ');
  }

  private static String time(Incoming incoming, Instant now) {
    ZoneId zone = incoming.partner() == null ? ZoneOffset.UTC : incoming.partner().zone();
    return TIME.format(now.atZone(zone));
  }

  private static String type(String type, String version, Delimiters with) {
    int caret = type.indexOf('^');
    String trigger = caret < 0 ? "" : type.substring(caret + 1);
    String ack = trigger.isEmpty() ? "ACK" : "ACK" + with.component() + trigger;
    return trigger.isEmpty() || version.compareTo("2.3.1") < 0
        ? ack
        : ack + with.component() + "ACK";
  }

  /** Twenty characters, as version 2.3 allows. */
  private static String id() {
    return Ids.next().toString().replace("-", "").substring(0, 20).toUpperCase(Locale.ROOT);
  }
}
