package procare.routes;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.springframework.stereotype.Component;

/**
 * The HTTP client towards partners, without what it would do by itself. By default it repeats a
 * POST that was answered 429 or 503, asleep for as long as the partner's {@code Retry-After} says:
 * past the breaker, past the row that counts tries, and on the thread of a consumer.
 */
@Component("partnerHttp")
class PartnerHttp implements HttpClientConfigurer {
  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    client.disableAutomaticRetries().disableCookieManagement();
  }
}
