package procare.ai;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code procare.ai.proposals.*}: a language model reads what the rules could not place.
 *
 * @param models cheap ones, in the order to be tried; none: no model is asked
 * @param turns how many earlier messages of the conversation it sees
 * @param within age at which an earlier message is no longer part of the conversation
 * @param patience how long the patient's answer waits for it
 */
@ConfigurationProperties("procare.ai.proposals")
public record ProposalProperties(
    @DefaultValue({}) List<String> models,
    @DefaultValue("6") int turns,
    @DefaultValue("PT2H") Duration within,
    @DefaultValue("PT6S") Duration patience) {}
