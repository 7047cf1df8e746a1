package procare.security;

import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** Lets pages of the listed origins call the API with a bearer token; cookies are never used. */
@Configuration(proxyBeanMethods = false)
class CorsConfig {
  private static final int AFTER_THE_FRAME = Ordered.HIGHEST_PRECEDENCE + 20;

  @Bean
  FilterRegistrationBean<CorsFilter> corsFilter(SecurityProperties properties) {
    CorsConfiguration rules = new CorsConfiguration();
    rules.setAllowedOrigins(properties.corsAllowedOrigins());
    rules.setAllowedMethods(List.of("GET", "POST", "PATCH", "PUT", "DELETE"));
    rules.setAllowedHeaders(
        List.of("Authorization", "Content-Type", "Idempotency-Key", RequestIds.HEADER));
    rules.setExposedHeaders(
        List.of(
            RequestIds.HEADER,
            "Location",
            "Retry-After",
            "X-RateLimit-Limit",
            "X-RateLimit-Remaining",
            "X-RateLimit-Reset"));
    rules.setMaxAge(Duration.ofHours(1));
    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/api/**", rules);
    CorsFilter filter = new CorsFilter(source);
    filter.setCorsProcessor(new ProblemCorsProcessor());
    FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(AFTER_THE_FRAME);
    registration.setDispatcherTypes(DispatcherType.REQUEST);
    return registration;
  }
}
