package procare.security;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code procare.verification.*}: proving that a phone number is one's own.
 *
 * @param codeValidFor how long a code can be used
 * @param maxAttempts wrong codes from one number before the code is void
 * @param resendAfter how long to wait before the next code
 */
@ConfigurationProperties("procare.verification")
public record VerificationProperties(
    @DefaultValue("P1D") Duration codeValidFor,
    @DefaultValue("5") int maxAttempts,
    @DefaultValue("PT1M") Duration resendAfter) {}
