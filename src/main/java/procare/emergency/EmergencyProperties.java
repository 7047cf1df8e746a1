package procare.emergency;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Times of the emergency ladder (domain rules §1 and §4); they apply to emergencies that open after
 * the change.
 *
 * @param recheckAfter 15 minutes after treatment, as the rule of 15 wants it
 * @param acknowledgeWithin how long a rung may take to acknowledge before the next one is asked
 * @param outcomeWithin how long after an acknowledgement the outcome must be known
 * @param rechecks how often the patient is asked again without a good reading
 * @param ladder exceptions from {@code acknowledgeWithin}, for {@code caregiver}, {@code doctor} or
 *     {@code second-doctor}
 */
@ConfigurationProperties("procare.emergency")
public record EmergencyProperties(
    @DefaultValue("PT15M") Duration recheckAfter,
    @DefaultValue("PT10M") Duration acknowledgeWithin,
    @DefaultValue("PT30M") Duration outcomeWithin,
    @DefaultValue("4") int rechecks,
    Map<Rung, Duration> ladder) {

  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Set<Rung> ASKED = Set.of(Rung.CAREGIVER, Rung.DOCTOR, Rung.SECOND_DOCTOR);

  public EmergencyProperties {
    ladder = ladder == null ? Map.of() : Map.copyOf(ladder);
    check("recheck-after", recheckAfter);
    check("acknowledge-within", acknowledgeWithin);
    check("outcome-within", outcomeWithin);
    ladder.forEach(
        (rung, time) -> {
          if (!ASKED.contains(rung)) {
            throw new IllegalArgumentException(
                "procare.emergency.ladder takes caregiver, doctor and second-doctor, not " + rung);
          }
          check("ladder." + rung, time);
        });
    if (rechecks < 1 || rechecks > 20) {
      throw new IllegalArgumentException("procare.emergency.rechecks must be 1 to 20");
    }
  }

  /** The settings as they are now, to be kept with an emergency that opens. */
  Policy policy() {
    Map<Rung, Duration> within = new EnumMap<>(Rung.class);
    ASKED.forEach(rung -> within.put(rung, ladder.getOrDefault(rung, acknowledgeWithin)));
    return new Policy(recheckAfter, rechecks, within, outcomeWithin);
  }

  private static void check(String name, Duration time) {
    if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "procare.emergency." + name + " must be positive and at most 24 hours, not " + time);
    }
  }
}
