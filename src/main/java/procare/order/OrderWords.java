package procare.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import procare.hl7.Message;
import procare.hl7.Segment;

/**
 * What ORC and OBR segments of a laboratory say about our orders (HL7 v2.5.1 chapter 4.5.1, tables
 * 0119 and 0038): ORL^O22, ORR^O02, and ORM^O01 or OML^O21 that report a status.
 */
final class OrderWords {
  private OrderWords() {}

  /** One word for each ORC that quotes our number; none for a plain acknowledgement. */
  static List<OrderWord> of(Message message) {
    List<OrderWord> words = new ArrayList<>();
    List<Segment> segments = message.segments();
    for (int i = 0; i < segments.size(); i++) {
      Segment orc = segments.get(i);
      if (!"ORC".equals(orc.id())) {
        continue;
      }
      Segment obr = following(segments, i);
      String placer = first(orc.value(2), obr == null ? null : obr.value(2));
      String filler = first(orc.value(3), obr == null ? null : obr.value(3));
      if (placer != null) {
        signal(orc, obr)
            .ifPresent(s -> words.add(new OrderWord(placer, filler, s, detail(orc, obr))));
      }
    }
    return words;
  }

  private static Segment following(List<Segment> segments, int orc) {
    for (int i = orc + 1; i < segments.size() && !"ORC".equals(segments.get(i).id()); i++) {
      if ("OBR".equals(segments.get(i).id())) {
        return segments.get(i);
      }
    }
    return null;
  }

  private static Optional<OrderSignal> signal(Segment orc, Segment obr) {
    return switch (upper(orc.value(1))) {
      case "OK", "NA", "AF", "FU", "OF", "SN" ->
          Optional.of(status(orc, obr).orElse(OrderSignal.ACCEPTED));
      case "UA", "UN" -> Optional.of(OrderSignal.REJECTED);
      case "CR", "OC", "DC", "DR", "OD" -> Optional.of(OrderSignal.CANCELLED);
      case "UC", "UD" -> Optional.of(OrderSignal.CANCEL_REFUSED);
      case "UX", "UH", "UR", "UM", "UF" -> Optional.of(OrderSignal.CHANGE_REFUSED);
      case "OH", "HR" -> Optional.of(OrderSignal.HELD);
      case "OE", "OR", "RL" -> Optional.of(OrderSignal.RELEASED);
      case "SC", "SR", "RE", "" -> status(orc, obr);
      default -> Optional.empty();
    };
  }

  /** ORC-5, and what OBR tells of the specimen and the results. */
  private static Optional<OrderSignal> status(Segment orc, Segment obr) {
    String results = obr == null ? "" : upper(obr.value(25));
    switch (results) {
      case "F", "C":
        return Optional.of(OrderSignal.RESULTED);
      case "A", "P", "R":
        return Optional.of(OrderSignal.PARTIAL);
      case "X":
        return Optional.of(OrderSignal.CANCELLED);
      case "I":
        return Optional.of(OrderSignal.COLLECTED);
      default:
        break;
    }
    if (obr != null && obr.value(14) != null) {
      return Optional.of(OrderSignal.COLLECTED);
    }
    return switch (upper(orc.value(5))) {
      case "CM" -> Optional.of(OrderSignal.RESULTED);
      case "A" -> Optional.of(OrderSignal.PARTIAL);
      case "CA", "DC" -> Optional.of(OrderSignal.CANCELLED);
      case "HD" -> Optional.of(OrderSignal.HELD);
      case "IP", "SC" -> Optional.of(OrderSignal.ACCEPTED);
      default -> Optional.empty();
    };
  }

  private static String detail(Segment orc, Segment obr) {
    String detail = "ORC-1 " + upper(orc.value(1));
    if (orc.value(5) != null) {
      detail += ", ORC-5 " + upper(orc.value(5));
    }
    return obr == null || obr.value(25) == null ? detail : detail + ", OBR-25 " + obr.value(25);
  }

  private static String first(String one, String other) {
    return one == null ? other : one;
  }

  private static String upper(String value) {
    return value == null ? "" : value.toUpperCase(Locale.ROOT);
  }
}
