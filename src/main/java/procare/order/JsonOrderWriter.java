package procare.order;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.springframework.stereotype.Component;
import procare.Json;

/**
 * Writes orders as JSON of our own proposal: {@code {orderId, createdAt, priority, collection,
 * patient, tests}}. A cancellation is {@code {orderId, labRef, action: "CANCEL"}}.
 */
@Component
class JsonOrderWriter {
  /** The bytes of the request; the same for every try. */
  byte[] write(OrderSheet sheet) {
    LabOrder order = sheet.order();
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("orderId", order.placer());
    if (sheet.cancels()) {
      return Json.bytes(body.put("labRef", order.filler()).put("action", "CANCEL"));
    }
    body.put("createdAt", time(sheet, order.createdAt()));
    body.put("priority", order.priority().name());
    if (order.collectBy() != null) {
      body.putObject("collection").put("slotEnd", time(sheet, order.collectBy()));
    }
    OrderSheet.Subject subject = sheet.subject();
    ObjectNode patient = body.putObject("patient");
    patient.put("reference", subject.id().toString()).put("name", subject.fullName());
    if (subject.birthDate() != null) {
      patient.put("dob", subject.birthDate().toString());
    }
    if (subject.sex() != null) {
      patient.put("sex", subject.sex());
    }
    if (subject.phone() != null) {
      patient.put("phone", "+" + subject.phone());
    }
    body.put("orderedBy", sheet.doctor().name());
    if (order.note() != null) {
      body.put("note", order.note());
    }
    ArrayNode tests = body.putArray("tests");
    for (LabOrder.Test test : order.tests()) {
      String code = sheet.partner().codes().getOrDefault(test.loinc(), test.loinc());
      tests.addObject().put("code", code).put("loinc", test.loinc());
    }
    return Json.bytes(body);
  }

  private static String time(OrderSheet sheet, Instant at) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        at.atZone(sheet.partner().zone()).toOffsetDateTime());
  }
}
