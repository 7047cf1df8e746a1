package procare.routes;

import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HttpConfiguration {
  @Bean
  ApiHandlerMapping apiHandlerMapping() {
    return new ApiHandlerMapping();
  }

  @Bean("platform-http-engine")
  PlatformHttpEngine platformHttpEngine(
      @Value("${server.port:8080}") int port, ApiHandlerMapping mapping) {
    return new DirectHttpEngine(port, mapping);
  }
}
