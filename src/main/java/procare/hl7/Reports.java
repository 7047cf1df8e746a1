package procare.hl7;

import java.util.ArrayList;
import java.util.List;
import procare.lab.LabReport;

/**
 * Reads the reports of an ORU^R01, one for each OBR of each person. A message may hold several
 * people (PATIENT_RESULT groups); an OBX belongs to the PID and OBR before it, never to the first
 * of the message. An ORC behind its OBR, as some laboratories send it, still gives the order's
 * number.
 */
public final class Reports {
  private final Hl7Partner partner;
  private final String facility;
  private final String messageId;
  private final List<LabReport> reports = new ArrayList<>();
  private Segment person;
  private Segment order;
  private OrderGroup group;

  private Reports(Hl7Partner partner, String facility, String messageId) {
    this.partner = partner;
    this.facility = facility;
    this.messageId = messageId;
  }

  /**
   * @param messageId id of the stored message
   * @return in the message's order; none when it has neither OBR nor OBX
   */
  public static List<LabReport> of(Message message, Hl7Partner partner, String messageId) {
    String sent = message.header().value(4);
    Reports reading = new Reports(partner, sent == null ? partner.facility() : sent, messageId);
    List<Segment> segments = message.segments();
    for (int i = 1; i < segments.size(); i++) {
      reading.take(segments, i);
    }
    reading.finish();
    return reading.reports;
  }

  private void take(List<Segment> segments, int index) {
    Segment segment = segments.get(index);
    switch (segment.id()) {
      case "PID" -> {
        finish();
        person = segment;
        order = null;
      }
      case "ORC" -> {
        if (group != null && group.lacksOrder() && resultsFollow(segments, index)) {
          group.order(segment);
        } else {
          finish();
          order = segment;
        }
      }
      case "OBR" -> {
        finish();
        group = new OrderGroup(partner, person, order, segment);
        order = null;
      }
      case "OBX" -> open().result(segment);
      case "NTE" -> {
        if (group != null) {
          group.note(segment);
        }
      }
      case "SPM" -> {
        if (group != null) {
          group.specimen(segment);
        }
      }
      default -> {
        // Visits, diagnoses, Z-segments: nothing of a report.
      }
    }
  }

  private OrderGroup open() {
    if (group == null) {
      group = new OrderGroup(partner, person, order, null);
      order = null;
    }
    return group;
  }

  /** True when the next segment of an order is a result, so that this ORC opens no new order. */
  private static boolean resultsFollow(List<Segment> segments, int index) {
    for (Segment next : segments.subList(index + 1, segments.size())) {
      switch (next.id()) {
        case "OBX":
          return true;
        case "OBR", "ORC", "PID":
          return false;
        default:
          break;
      }
    }
    return false;
  }

  private void finish() {
    if (group != null) {
      reports.add(group.report(facility, messageId));
      group = null;
    }
  }
}
