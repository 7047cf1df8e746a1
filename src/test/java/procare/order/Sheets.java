package procare.order;

import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import procare.order.OrderPartner.AckMode;
import procare.order.OrderPartner.Format;
import procare.order.OrderPartner.Idempotency;

/** An order of a fictional patient, for any partner. */
final class Sheets {
  static final UUID PATIENT = UUID.fromString("0197f1c0-0000-7000-8000-000000000001");
  static final OrderProperties SETTINGS =
      new OrderProperties(
          "PROCAREHUB",
          "PROCARE",
          "https://procare.example/fhir/sid/order",
          "https://procare.example/fhir/sid/patient",
          Map.of());
  private static final Instant ORDERED = Instant.parse("2026-08-14T12:35:00Z");

  private Sheets() {}

  static OrderSheet sheet(
      String partner, OrderDeliveries.Kind kind, String charset, String version) {
    return sheet(partner(partner, charset, version), kind, "Verma|&^~\\", "Asha");
  }

  static OrderSheet named(String given, String partner, String charset) {
    return sheet(partner(partner, charset, "2.5.1"), OrderDeliveries.Kind.ORDER, "Verma", given);
  }

  static OrderPartner partner(String name, String charset, String version) {
    Format format =
        switch (name) {
          case "old" -> Format.HL7_ORM;
          case "fhir" -> Format.FHIR;
          case "json" -> Format.JSON;
          default -> Format.HL7_OML;
        };
    return partner(
        name,
        format,
        2575,
        name.equals("enhanced") ? AckMode.ENHANCED : AckMode.ORIGINAL,
        charset,
        version);
  }

  static OrderPartner partner(
      String name, Format format, int port, AckMode mode, String charset, String version) {
    return new OrderPartner(
        name,
        format,
        "127.0.0.1",
        port,
        null,
        "http://127.0.0.1:1/orders",
        "Authorization",
        null,
        "LIS",
        "APEXLAB",
        version,
        Charset.forName(charset),
        ZoneId.of("Asia/Kolkata"),
        mode,
        Idempotency.SAME_PLACER,
        "Idempotency-Key",
        null,
        Duration.ofMillis(400),
        Duration.ofHours(1),
        64,
        1_000_000,
        true,
        new OrderPartner.Retry(5, 2, Duration.ofSeconds(5), Duration.ofMinutes(10)),
        Map.of("4548-4", "HBA1C"));
  }

  private static OrderSheet sheet(
      OrderPartner partner, OrderDeliveries.Kind kind, String family, String given) {
    LabOrder order =
        new LabOrder(
            UUID.randomUUID(),
            "PC100001",
            partner.name(),
            PATIENT,
            UUID.randomUUID(),
            OrderState.REQUESTED,
            false,
            LabOrder.Priority.ROUTINE,
            ORDERED.plusSeconds(86_400),
            "Fasting\nsample",
            "E11.9",
            "Type 2 diabetes",
            kind == OrderDeliveries.Kind.CANCEL ? "L26-1" : null,
            null,
            null,
            "test",
            ORDERED,
            List.of(
                new LabOrder.Test(1, "PC100001-1", "4548-4", "HbA1c", null, null),
                new LabOrder.Test(2, "PC100001-2", "1558-6", null, null, null)));
    return new OrderSheet(
        order,
        kind,
        partner,
        "PC100001" + (kind == OrderDeliveries.Kind.ORDER ? "N" : "C"),
        new OrderSheet.Subject(
            PATIENT,
            family,
            given,
            LocalDate.of(1972, 5, 14),
            "F",
            "915550100101",
            List.of(new OrderSheet.Known("MR-1", "APEXLAB"))),
        new OrderSheet.Doctor(order.doctorId(), "Dr. Meera Nair"),
        ORDERED);
  }

  static OrderPartner with(OrderPartner p, Idempotency idempotency) {
    return with(p, idempotency, p.retry());
  }

  static OrderPartner with(OrderPartner p, Idempotency idempotency, OrderPartner.Retry retry) {
    return new OrderPartner(
        p.name(),
        p.format(),
        p.host(),
        p.port(),
        p.sslBundle(),
        p.url(),
        p.authHeader(),
        p.secret(),
        p.application(),
        p.facility(),
        p.version(),
        p.charset(),
        p.zone(),
        p.ackMode(),
        idempotency,
        p.keyHeader(),
        idempotency == Idempotency.LOOK_UP ? "/{placer}" : p.lookUp(),
        p.answerWithin(),
        p.applicationWithin(),
        p.maxInFlight(),
        p.perSecond(),
        p.cancels(),
        retry,
        p.codes());
  }
}
