package procare.reminder;

import java.util.Locale;

/** What a plan reminds of. */
public enum Kind {
  MEDICATION("care.medication.reminder"),
  APPOINTMENT("appointment.reminder"),
  LAB("care.reminder.due"),
  REFILL("care.reminder.due"),
  FOLLOW_UP("care.reminder.due"),
  EDUCATION("education.content.due");

  private final String event;

  Kind(String event) {
    this.event = event;
  }

  /** Type of the event that carries occurrences of this kind to the engagement engine. */
  public String event() {
    return event;
  }

  /** Key in the message book and template of the delivery, e.g. {@code reminder.follow-up}. */
  public String template() {
    return "reminder." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
