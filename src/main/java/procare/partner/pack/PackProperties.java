package procare.partner.pack;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code procare.partners.*}.
 *
 * @param folder a folder with one folder per pack; they come before shipped ones of the same name.
 *     It need not exist
 * @param shipped whether the packs inside the jar, of fictional partners, are loaded
 * @param poll how often a node looks whether packs changed
 * @param longestPoll laboratories are asked at least so often, whatever their packs say; for
 *     demonstrations
 * @param watch how often silence is looked for
 */
@ConfigurationProperties("procare.partners")
public record PackProperties(
    @DefaultValue("./partners") String folder,
    @DefaultValue("true") boolean shipped,
    @DefaultValue("PT1S") Duration poll,
    @DefaultValue("P1D") Duration longestPoll,
    @DefaultValue("PT30S") Duration watch) {}
