package procare.emergency;

import java.time.Instant;
import procare.event.Event;

/**
 * In whose course something happens to an emergency: the agent that handles an event, the clock, or
 * a person over REST. Every event of an emergency is urgent.
 *
 * @param cause the event that is being handled, or null
 * @param by {@code clinical-monitor}, {@code clock} or {@code api}
 */
record Story(Event cause, String by, Instant now) {
  static final String AGENT = "clinical-monitor";

  static Story of(Event cause, Instant now) {
    return new Story(cause, AGENT, now);
  }

  static Story byClock(Instant now) {
    return new Story(null, "clock", now);
  }

  static Story byApi(Instant now) {
    return new Story(null, "api", now);
  }

  Event tell(String type, Emergency emergency, Object data) {
    Event event =
        cause == null
            ? Event.first(
                type,
                now,
                emergency.correlationId(),
                by,
                emergency.id(),
                emergency.patientId(),
                data)
            : cause.next(type, now, by, emergency.id(), emergency.patientId(), data);
    return event.asUrgent();
  }
}
