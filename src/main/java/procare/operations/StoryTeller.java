package procare.operations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts the rows of a story into the order in which things happened, one plain sentence each. */
final class StoryTeller {
  private final List<Step> steps = new ArrayList<>();

  private StoryTeller() {}

  static List<Step> tell(Story story) {
    StoryTeller teller = new StoryTeller();
    story.inbound().forEach(teller::inbound);
    story.readings().forEach(teller::reading);
    story.events().forEach(teller::event);
    story.claims().forEach(teller::claim);
    story.emergencies().forEach(teller::emergency);
    story.steps().forEach(teller::ladder);
    story.facts().forEach(teller::fact);
    story.deliveries().forEach(teller::delivery);
    story.attempts().forEach(teller::attempt);
    story.receipts().forEach(teller::receipt);
    story.deadLetters().forEach(teller::deadLetter);
    story.audit().forEach(teller::audit);
    teller.steps.sort(Comparator.comparing(Step::at));
    return teller.steps;
  }

  private void inbound(Map<String, Object> m) {
    add(
        m.get("receivedAt"),
        "message-received",
        m.get("gateway"),
        "A WhatsApp message came in from "
            + Redaction.phone(text(m, "sender"))
            + " ("
            + m.get("event")
            + "); it is "
            + m.get("state")
            + because(m.get("reason")),
        refs(m, "inboundMessage", "id"));
  }

  private void reading(Map<String, Object> r) {
    add(
        r.get("receivedAt"),
        "reading-stored",
        "hub",
        "A glucose reading was stored, source "
            + r.get("source")
            + ", measured "
            + r.get("recordedAt"),
        refs(r, "reading", "id"));
  }

  private void event(Map<String, Object> e) {
    Map<String, Object> refs = refs(e, "event", "id");
    refs.putAll(refs(e, "causation", "causationId"));
    String more = "";
    for (String field : List.of("kind", "rung", "partner", "reason")) {
      if (e.get(field) != null) {
        more += (more.isEmpty() ? ": " : ", ") + field + " " + Redaction.text(text(e, field));
      }
    }
    add(e.get("time"), "event", e.get("causedBy"), e.get("type") + " was published" + more, refs);
  }

  private void claim(Map<String, Object> c) {
    add(
        c.get("claimedAt"),
        "event-handled",
        c.get("consumer"),
        c.get("consumer") + " handled the event",
        refs(c, "event", "eventId"));
  }

  private void emergency(Map<String, Object> e) {
    Map<String, Object> refs = refs(e, "emergency", "id");
    add(
        e.get("openedAt"),
        "emergency-opened",
        "hub",
        "An emergency " + e.get("kind") + " opened",
        refs);
    add(
        e.get("acknowledgedAt"),
        "emergency-acknowledged",
        e.get("acknowledgedBy"),
        "A person took care of the emergency",
        refs);
    add(
        e.get("resolvedAt"),
        "emergency-resolved",
        "hub",
        "The emergency ended" + because(code(e.get("resolution"))),
        refs);
  }

  private void ladder(Map<String, Object> s) {
    if (!"WAITING".equals(s.get("state"))) {
      add(
          s.get("doneAt") == null ? s.get("dueAt") : s.get("doneAt"),
          "emergency-step",
          "clock",
          "Step "
              + s.get("rung")
              + " of the ladder (due "
              + s.get("dueAt")
              + ") is "
              + s.get("state")
              + because(code(s.get("outcome"))),
          refs(s, "emergency", "emergencyId"));
    }
  }

  private void fact(Map<String, Object> f) {
    add(
        f.get("at"),
        "emergency-fact",
        f.get("personId"),
        f.get("kind") + " was added to the emergency",
        refs(f, "emergency", "emergencyId"));
  }

  private void delivery(Map<String, Object> d) {
    Map<String, Object> refs = refs(d, "delivery", "id");
    refs.putAll(refs(d, "providerMessage", "providerMessageId"));
    String words =
        d.get("kind")
            + " "
            + d.get("template")
            + " ("
            + d.get("language")
            + ") to "
            + Redaction.phone(text(d, "address"));
    add(d.get("createdAt"), "delivery-made", "hub", "A message was made: " + words, refs);
    add(d.get("sentAt"), "delivery-sent", d.get("gateway"), "The gateway took the message", refs);
    add(d.get("deliveredAt"), "delivery-delivered", d.get("gateway"), "It reached the phone", refs);
    add(d.get("readAt"), "delivery-read", d.get("gateway"), "It was read", refs);
  }

  private void attempt(Map<String, Object> a) {
    add(
        a.get("at"),
        "delivery-attempt",
        "hub",
        "Try "
            + a.get("attempt")
            + ": "
            + a.get("outcome")
            + (a.get("status") == null ? "" : ", HTTP " + a.get("status"))
            + (a.get("tookMs") == null ? "" : ", " + a.get("tookMs") + " ms")
            + because(a.get("detail")),
        refs(a, "delivery", "deliveryId"));
  }

  private void receipt(Map<String, Object> r) {
    add(
        r.get("at"),
        "delivery-receipt",
        "gateway",
        "The gateway reported: " + r.get("state"),
        refs(r, "delivery", "deliveryId"));
  }

  private void deadLetter(Map<String, Object> l) {
    Map<String, Object> refs = refs(l, "deadLetter", "id");
    refs.putAll(refs(l, "event", "eventId"));
    add(
        l.get("createdAt"),
        "dead-letter-stored",
        l.get("source"),
        l.get("source")
            + " gave up after "
            + l.get("attempts")
            + " tries: "
            + l.get("cause")
            + because(l.get("message")),
        refs);
    add(
        l.get("handledAt"),
        "dead-letter-" + text(l, "state").toLowerCase(Locale.ROOT),
        l.get("handledBy"),
        "The dead letter was " + l.get("state") + because(l.get("note")),
        refs);
  }

  private void audit(Map<String, Object> a) {
    add(
        a.get("at"),
        "audit",
        Redaction.text(text(a, "actor")),
        "access: " + a.get("action") + " " + a.get("resource"),
        null);
  }

  private void add(Object at, String what, Object who, String detail, Map<String, Object> refs) {
    if (at != null) {
      steps.add(new Step((Instant) at, what, who == null ? null : who.toString(), detail, refs));
    }
  }

  static String because(Object reason) {
    return reason == null ? "" : " (" + Redaction.cut(Redaction.text(reason.toString()), 300) + ")";
  }

  /** Codes are shown, words that a person may have written are not. */
  private static Object code(Object value) {
    return value != null && value.toString().matches("[A-Z_]{1,40}") ? value : null;
  }

  static Map<String, Object> refs(Map<String, Object> row, String name, String column) {
    Map<String, Object> refs = new LinkedHashMap<>();
    if (row.get(column) != null) {
      refs.put(name, row.get(column));
    }
    return refs;
  }

  private static String text(Map<String, Object> row, String column) {
    return row.get(column) == null ? null : row.get(column).toString();
  }
}
