package procare.partner.pack;

import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PackConfiguration {
  @Bean
  PackSources packSources(PackProperties settings) {
    return new PackSources(Path.of(settings.folder()), settings.shipped());
  }
}
