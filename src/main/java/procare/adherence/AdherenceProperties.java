package procare.adherence;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code procare.adherence.*}: how far back the read model is counted anew.
 *
 * @param recentDays local days by every run
 * @param nightlyDays local days by the run of the night
 * @param overlap answers that old are looked at again, for those whose transaction ended late
 */
@ConfigurationProperties("procare.adherence")
record AdherenceProperties(
    @DefaultValue("3") int recentDays,
    @DefaultValue("10") int nightlyDays,
    @DefaultValue("PT15M") Duration overlap) {

  AdherenceProperties {
    if (recentDays < 1 || nightlyDays < recentDays || nightlyDays > 400) {
      throw new IllegalArgumentException(
          "procare.adherence.recent-days must be at least 1, nightly-days at least as many and at most 400");
    }
    if (overlap.isNegative()) {
      throw new IllegalArgumentException("procare.adherence.overlap must not be negative");
    }
  }
}
