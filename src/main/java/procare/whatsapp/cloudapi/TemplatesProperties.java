package procare.whatsapp.cloudapi;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings {@code procare.whatsapp.templates.*}.
 *
 * @param file where the register of the account's templates lies, as a Spring resource location
 */
@ConfigurationProperties("procare.whatsapp.templates")
public record TemplatesProperties(String file) {}
