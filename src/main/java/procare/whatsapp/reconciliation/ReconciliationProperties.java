package procare.whatsapp.reconciliation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code procare.whatsapp.reconciliation.*}.
 *
 * @param overlap how far before the last time seen a gateway is asked again; covers clocks that
 *     disagree and messages that a gateway files late
 * @param page how many messages one call brings
 */
@ConfigurationProperties("procare.whatsapp.reconciliation")
public record ReconciliationProperties(
    @DefaultValue("PT2M") Duration overlap, @DefaultValue("200") int page) {}
