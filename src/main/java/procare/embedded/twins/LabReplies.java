package procare.embedded.twins;

import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import procare.hl7.Message;
import procare.hl7.Segment;

/** What the laboratory twin answers over MLLP, well or with one of its faults. */
@Component
@Profile("embedded")
class LabReplies {
  private final LabBook book;

  LabReplies(LabBook book) {
    this.book = book;
  }

  /** The answers to a message in the order in which they go; what is taken is in the book then. */
  List<String> to(Message message, String mode) {
    String id = message.header().value(10);
    return switch (mode) {
      case "error" -> List.of(ack(message, "AE", id));
      case "reject" -> List.of(ack(message, "AR", id));
      case "unable" -> List.of(ack(message, "AE", id) + unable(message));
      case "wrong-id" -> {
        take(message);
        yield List.of(ack(message, "AA", "SOMETHING-ELSE"));
      }
      case "short-ack" -> {
        take(message);
        yield List.of("MSH|^~\\&|TWINLIS||P||2026||ACK|9|P|2.1\rMSA|AA|" + id + "\r");
      }
      case "twice" -> {
        String orl = ack(message, "AA", id) + take(message);
        yield List.of(orl, orl);
      }
      case "commit" -> List.of(ack(message, "CA", id), ack(message, "AA", id) + take(message));
      default -> List.of(ack(message, "AA", id) + take(message));
    };
  }

  /** Notes the orders and cancellations of a message; gives the ORC of the answer. */
  String take(Message message) {
    StringBuilder answer = new StringBuilder();
    String person = message.first("PID").map(Segment::line).orElse(null);
    List<Segment> codes = new ArrayList<>(message.all("OBR"));
    List<Segment> orders = message.all("ORC");
    for (int i = 0; i < orders.size(); i++) {
      String placer = orders.get(i).value(2);
      boolean cancel = "CA".equals(orders.get(i).value(1));
      String test = i < codes.size() ? codes.get(i).value(4) : "";
      LabBook.Order order =
          cancel
              ? book.mark(placer, "CANCELLED").orElse(null)
              : book.take(placer, "mllp", List.of(test), person);
      String said = !cancel ? "OK" : order == null ? "UC" : "CR";
      String number = order == null ? "" : order.labRef() + "^TWINLAB";
      answer.append("ORC|").append(said).append('|').append(orders.get(i).field(2).raw());
      answer.append('|').append(number).append("\r");
    }
    return answer.toString();
  }

  private static String unable(Message message) {
    StringBuilder answer = new StringBuilder("ERR||OBR^1^4|103^Table value not found^HL70357|E\r");
    for (Segment orc : message.all("ORC")) {
      answer.append("ORC|UA|").append(orc.field(2).raw()).append("|||CA\r");
    }
    return answer.toString();
  }

  private static String ack(Message message, String code, String id) {
    String us = message.header().field(3).raw() + "|" + message.header().field(4).raw();
    String type = code.startsWith("C") ? "ACK" : "ORL^O22^ORL_O22";
    return "MSH|^~\\&|TWINLIS|TWINLAB|"
        + us
        + "|20260815093012+0530||"
        + type
        + "|T"
        + id
        + "|P|2.5.1|||||IND|UNICODE UTF-8\rMSA|"
        + code
        + "|"
        + id
        + "\r";
  }
}
