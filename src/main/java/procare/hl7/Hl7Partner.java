package procare.hl7;

import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What is agreed with one sender of HL7 v2 messages.
 *
 * @param name of its partner pack
 * @param kind whether laboratory reports or hospital records come from it
 * @param facility part of a result's identity where MSH-4 is empty
 * @param zone of times without an offset
 * @param charset of messages that declare none, and of those whose declaration does not fit
 * @param types accepted, such as {@code ORU^R01} or {@code ADT^*}
 * @param processingIds accepted in MSH-11, such as {@code P}; an empty MSH-11 passes
 * @param version of messages without MSH-12, or null: such a message is rejected
 * @param controlIdNeeded false: a message without MSH-10 is known by its content
 * @param orderBy the fields whose values name the person, for the order of processing: {@code
 *     PID-3.1} (the first identifier) or {@code PID-3*.1} (each of them); several by comma
 * @param acknowledgement original or enhanced mode
 * @param outage what a sender hears while nothing can be stored
 * @param largest bytes of one message
 */
public record Hl7Partner(
    String name,
    Kind kind,
    String facility,
    ZoneId zone,
    Charset charset,
    Set<String> types,
    Set<String> processingIds,
    String version,
    boolean controlIdNeeded,
    String orderBy,
    Mode acknowledgement,
    Outage outage,
    int largest) {
  /** Who handles what comes. */
  public enum Kind {
    LAB,
    EMR;

    /** First word of the events: {@code lab.message.received}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** HL7 v2.5.1 chapter 2.9. */
  public enum Mode {
    /** Always AA, AE or AR, whatever MSH-15 and MSH-16 ask for: what most laboratories expect. */
    ORIGINAL,
    /** CA, CE or CR as MSH-15 asks, and the application's own answer as MSH-16 asks. */
    ENHANCED
  }

  /** While the database is away. */
  public enum Outage {
    /** AE after the time of {@code procare.mllp.outage-answer-after}. */
    AE,
    /** Nothing: the sender waits, and sends again by itself. */
    SILENCE
  }

  public Hl7Partner {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    OrderKeys.check(orderBy);
    types = Set.copyOf(types);
    processingIds = Set.copyOf(processingIds);
  }

  /** True when messages of this type and trigger are taken. */
  boolean takes(String type) {
    if (types.contains(type)) {
      return true;
    }
    int trigger = type.indexOf('^');
    return types.contains((trigger < 0 ? type : type.substring(0, trigger)) + "^*");
  }
}
