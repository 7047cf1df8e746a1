package procare.partner;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How answers of partners are read whose packs say no more than that they speak HTTP. */
@Configuration(proxyBeanMethods = false)
class HttpAnswersConfiguration {
  @Bean("packAnswers")
  PartnerAnswers packAnswers() {
    return new HttpAnswers(null);
  }
}
