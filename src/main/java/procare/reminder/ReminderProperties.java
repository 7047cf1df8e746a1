package procare.reminder;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code procare.reminder.*}.
 *
 * @param confirmWithin how long an answer to a dose counts as an answer to it, at most until the
 *     next dose
 * @param mostADay reminders a day that one plan may send; more is taken for a mistake
 * @param chunk occurrences in one event
 * @param keys distinct times worked on in one statement
 * @param settleAfter how long after {@code sendUntil} an occurrence's outcome is taken over from
 *     its delivery; more than the clocks of two nodes may differ
 * @param largestSkew how far this node's clock may be from the database's before it plans nothing
 */
@ConfigurationProperties("procare.reminder")
public record ReminderProperties(
    @DefaultValue("PT4H") Duration confirmWithin,
    @DefaultValue("12") int mostADay,
    @DefaultValue("250") int chunk,
    @DefaultValue("5000") int keys,
    @DefaultValue("PT2M") Duration settleAfter,
    @DefaultValue("PT1M") Duration largestSkew) {

  public ReminderProperties {
    if (confirmWithin.isNegative() || confirmWithin.isZero()) {
      throw new IllegalArgumentException("procare.reminder.confirm-within must be positive");
    }
    if (mostADay < 1 || mostADay > 96) {
      throw new IllegalArgumentException("procare.reminder.most-a-day must be 1 to 96");
    }
    if (chunk < 1 || chunk > 500) {
      throw new IllegalArgumentException("procare.reminder.chunk must be 1 to 500");
    }
    if (keys < 1) {
      throw new IllegalArgumentException("procare.reminder.keys must be positive");
    }
    if (settleAfter.isNegative()) {
      throw new IllegalArgumentException("procare.reminder.settle-after must not be negative");
    }
  }
}
