package procare.adherence;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How far back the read model is counted anew.
 *
 * @param recentDays local days by every run
 * @param nightlyDays local days by the run of the night
 * @param overlap answers that old are looked at again, for those whose transaction ended late
 */
@Validated
@ConfigurationProperties("procare.adherence")
record AdherenceProperties(
    @Min(1) @Max(31) int recentDays, @Min(1) @Max(400) int nightlyDays, Duration overlap) {}
