package procare.engagement;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import procare.conversation.MessageBook;
import procare.delivery.Deliveries;
import procare.delivery.Draft;
import procare.delivery.Draft.Kind;
import procare.engagement.Audience.Reader;
import procare.event.Event;
import procare.glucose.Comparator;
import procare.glucose.Glucose;
import procare.glucose.GlucoseUnit;

/**
 * Chooses the approved words for everyone concerned in an emergency. Rules alone decide here; no
 * language model is ever asked, and neither caps nor quiet hours hold anything back.
 */
@Component("emergencyWords")
public class EmergencyWords {
  private static final int LONGEST_QUOTE = 200;

  private final Audience audience;
  private final Deliveries deliveries;
  private final MessageBook book;
  private final RedFlagWords redFlags;
  private final LabWords lab;
  private final Clock clock;

  EmergencyWords(
      Audience audience,
      Deliveries deliveries,
      MessageBook book,
      RedFlagWords redFlags,
      LabWords lab,
      Clock clock) {
    this.audience = audience;
    this.deliveries = deliveries;
    this.book = book;
    this.redFlags = redFlags;
    this.lab = lab;
    this.clock = clock;
  }

  /** {@code patient.emergency.detected}: the rescue text, at once. */
  public void detected(Event event) {
    Reader patient = patient(event);
    JsonNode data = event.data();
    if (isLab(data)) {
      lab.rescue(patient.id())
          .ifPresent(
              key ->
                  send(
                      event,
                      patient,
                      Kind.EMERGENCY,
                      key,
                      book.render(
                          key, patient.language(), Map.of("number", patient.emergencyNumber()))));
      return;
    }
    String key = book.variant(rescueText(data), patient.glucoseOnly());
    String text = book.render(key, patient.language(), values(event, patient));
    if (data.path("informCaregivers").asBoolean(false)) {
      List<String> names = audience.caregiverNames(patient.id());
      if (!names.isEmpty()) {
        text +=
            " "
                + book.render(
                    "emergency.informing-caregiver",
                    patient.language(),
                    Map.of("caregiver", names.get(0)));
      }
    }
    send(event, patient, Kind.EMERGENCY, key, text);
  }

  /** {@code patient.emergency.persistent}: what to do after the re-check. */
  public void persistent(Event event) {
    Reader patient = patient(event);
    JsonNode data = event.data();
    String key =
        switch (data.path("outcome").asText()) {
          case "SELF_REPORTED" -> "followup.self-reported-ok";
          case "PERSISTENT" ->
              data.hasNonNull("reading")
                  ? "followup.persistent-" + kind(data)
                  : "followup.no-answer";
          default -> "followup.no-answer";
        };
    key = book.has(key) ? book.variant(key, patient.glucoseOnly()) : "followup.no-answer";
    send(
        event,
        patient,
        Kind.FOLLOW_UP,
        key,
        book.render(key, patient.language(), values(event, patient)));
  }

  /** {@code patient.emergency.escalation}: asks the next person of the ladder to take over. */
  public void escalation(Event event) {
    Reader patient = patient(event);
    JsonNode data = event.data();
    String rung = data.path("rung").asText();
    if ("OPERATIONS".equals(rung)) {
      String key =
          "CHANNEL_FAILED".equals(data.path("reason").asText())
              ? "operations.channel-failed"
              : "operations.escalation";
      for (Reader operator : audience.operators()) {
        send(
            event,
            operator,
            Kind.ALERT,
            key,
            book.render(key, operator.language(), values(event, patient)));
      }
      return;
    }
    Reader asked = audience.find(uuid(data, "personId")).orElseThrow(() -> unknown(event));
    if (isLab(data)) {
      lab.results(patient.id())
          .ifPresent(
              results -> {
                Map<String, Object> values = values(event, patient);
                values.put("results", results);
                String words = book.render(LabWords.ALERT, asked.language(), values);
                send(event, asked, Kind.ALERT, LabWords.ALERT, words);
              });
      return;
    }
    String key = ("CAREGIVER".equals(rung) ? "caregiver" : "doctor") + ".alert." + alert(data);
    send(event, asked, Kind.ALERT, key, book.render(key, asked.language(), values(event, patient)));
  }

  /** {@code patient.emergency.acknowledged}: the patient is told who looks after them. */
  public void acknowledged(Event event) {
    Reader patient = patient(event);
    Reader helper = audience.find(uuid(event.data(), "personId")).orElseThrow(() -> unknown(event));
    String seen = isLab(event.data()) ? lab.seen() : "ack.patient-informed";
    send(
        event,
        patient,
        Kind.FOLLOW_UP,
        seen,
        book.render(seen, patient.language(), Map.of("name", helper.name())));
    if ("WHATSAPP".equals(event.data().path("channel").asText())) {
      send(
          event,
          helper,
          Kind.FOLLOW_UP,
          "ack.confirmed",
          book.render("ack.confirmed", helper.language(), Map.of("patient", patient.name())));
    }
  }

  /** {@code patient.emergency.resolved}: everyone who was alarmed learns that it is over. */
  public void resolved(Event event) {
    Reader patient = patient(event);
    JsonNode data = event.data();
    if ("WITHDRAWN".equals(data.path("resolution").asText())) {
      // Who was told of the value is told of its correction, in words of their own.
      return;
    }
    boolean recovered =
        data.hasNonNull("reading") && "RECOVERED".equals(data.path("resolution").asText());
    if (recovered) {
      String key =
          "HIGH".equals(data.path("kind").asText())
              ? "followup.resolved-high"
              : "followup.resolved";
      send(
          event,
          patient,
          Kind.FOLLOW_UP,
          key,
          book.render(key, patient.language(), values(event, patient)));
    }
    String closedBy = audience.find(uuid(data, "personId")).map(Reader::name).orElse("ProCare");
    for (Reader reader : audience.alerted(UUID.fromString(data.path("emergencyId").asText()))) {
      String key = recovered ? "resolved.informed" : "resolved.by-person";
      Map<String, Object> values = values(event, patient);
      values.put("name", closedBy);
      send(event, reader, Kind.FOLLOW_UP, key, book.render(key, reader.language(), values));
    }
  }

  private String rescueText(JsonNode data) {
    boolean reading = data.hasNonNull("reading");
    boolean backdated = data.path("backdated").asBoolean(false) && reading;
    String kind = data.path("kind").asText();
    boolean measured = backdated || List.of("LOW", "HIGH", "UNCLEAR").contains(kind);
    return measured
        ? ReplyChoice.rescue(
            kind, data.path("severity").asText(), glucose(data.path("reading")), backdated)
        : redFlags.key(data.path("redFlag").asText(""));
  }

  private static boolean isLab(JsonNode data) {
    return "LAB_CRITICAL".equals(data.path("kind").asText());
  }

  private static String alert(JsonNode data) {
    String kind = kind(data);
    if ("red-flag".equals(kind) || !data.hasNonNull("reading")) {
      return "red-flag";
    }
    return switch (data.path("reason").asText()) {
      case "PERSISTENT", "NO_OUTCOME" -> "persistent";
      case "NO_ANSWER" -> "no-answer";
      default -> kind;
    };
  }

  private static String kind(JsonNode data) {
    return switch (data.path("kind").asText()) {
      case "LOW" -> "low";
      case "HIGH" -> "high";
      case "UNCLEAR" -> "unclear";
      default -> "red-flag";
    };
  }

  private Map<String, Object> values(Event event, Reader patient) {
    JsonNode data = event.data();
    Map<String, Object> values = new HashMap<>();
    Glucose glucose = glucose(data.path("reading"));
    values.put("reading", glucose == null ? "–" : MessageBook.reading(glucose));
    values.put("number", patient.emergencyNumber());
    values.put("patient", patient.name());
    values.put("phone", audience.phone(patient.id()));
    values.put("text", quote(audience.words(event.correlationId())));
    values.put("code", data.path("emergencyId").asText("").replaceAll(".*-", ""));
    values.put("minutes", minutes(data.path("acknowledgeBy").asText("")));
    return values;
  }

  private long minutes(String acknowledgeBy) {
    if (acknowledgeBy.isEmpty()) {
      return 0;
    }
    Duration left = Duration.between(clock.instant(), Instant.parse(acknowledgeBy));
    return Math.max(1, (left.toSeconds() + 59) / 60);
  }

  private void send(Event event, Reader reader, Kind kind, String key, String text) {
    deliveries.request(
        new Draft(
            event,
            "event:" + event.id() + ":" + reader.id(),
            reader.id(),
            null,
            event.patientId(),
            uuid(event.data(), "emergencyId"),
            kind,
            key,
            reader.language(),
            text,
            false,
            null));
  }

  private Reader patient(Event event) {
    return audience.find(event.patientId()).orElseThrow(() -> unknown(event));
  }

  private static IllegalStateException unknown(Event event) {
    return new IllegalStateException("a person named in " + event.type() + " does not exist");
  }

  static Glucose glucose(JsonNode reading) {
    if (!reading.hasNonNull("value")) {
      return null;
    }
    return new Glucose(
        new BigDecimal(reading.get("value").asText()),
        GlucoseUnit.find(reading.path("unit").asText(null)).orElse(null),
        Comparator.of(reading.path("comparator").asText(null)));
  }

  private static String quote(String words) {
    return words.length() <= LONGEST_QUOTE ? words : words.substring(0, LONGEST_QUOTE) + "…";
  }

  private static UUID uuid(JsonNode data, String name) {
    return data.hasNonNull(name) ? UUID.fromString(data.get(name).asText()) : null;
  }
}
