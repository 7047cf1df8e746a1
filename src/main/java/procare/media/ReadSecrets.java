package procare.media;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import procare.partner.PartnerSecret;

/** How each gateway wants to be shown that it is us who read. */
@Configuration(proxyBeanMethods = false)
class ReadSecrets {
  @Bean
  PartnerSecret evolutionReadSecret(MediaProperties settings) {
    return () -> settings.gateway("evolution").secret();
  }

  @Bean
  PartnerSecret gowaReadSecret(MediaProperties settings) {
    return () ->
        "Basic "
            + Base64.getEncoder()
                .encodeToString(settings.gateway("gowa").secret().getBytes(StandardCharsets.UTF_8));
  }

  @Bean
  PartnerSecret cloudApiReadSecret(MediaProperties settings) {
    return () -> "Bearer " + settings.gateway("cloudapi").secret();
  }

  /** For addresses that carry their own permission: no header is sent. */
  @Bean
  PartnerSecret noSecret() {
    return () -> null;
  }
}
