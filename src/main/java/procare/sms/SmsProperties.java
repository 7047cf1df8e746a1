package procare.sms;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings {@code procare.sms.*}.
 *
 * @param enabled whether urgent messages may go by SMS when no WhatsApp gateway takes them
 * @param url where to post, complete
 * @param apiKey sent as {@code Authorization: Bearer}; secret
 * @param templates the register of DLT templates, as a Spring resource location
 * @param timeoutMillis how long a send may wait for its answer
 */
@ConfigurationProperties("procare.sms")
public record SmsProperties(
    boolean enabled, String url, String apiKey, String templates, long timeoutMillis) {}
