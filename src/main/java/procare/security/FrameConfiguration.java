package procare.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The filters around every call, outermost first: request id, frame, start, body limit. */
@Configuration(proxyBeanMethods = false)
class FrameConfiguration {
  private static final int FIRST = Ordered.HIGHEST_PRECEDENCE + 10;

  @Bean
  FilterRegistrationBean<Filter> labAddressFilter() {
    return registration(new LabAddressFilter(), FIRST - 1, EnumSet.of(DispatcherType.REQUEST));
  }

  @Bean
  FilterRegistrationBean<Filter> requestIdFilter() {
    return registration(new RequestIdFilter(), FIRST, EnumSet.allOf(DispatcherType.class));
  }

  @Bean
  FilterRegistrationBean<Filter> frameFilter() {
    return registration(
        new FrameFilter(), FIRST + 1, EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
  }

  @Bean
  FilterRegistrationBean<Filter> startFilter(ApplicationAvailability availability) {
    return registration(
        new StartFilter(availability), FIRST + 2, EnumSet.of(DispatcherType.REQUEST));
  }

  @Bean
  FilterRegistrationBean<Filter> bodyLimitFilter(GatewayProperties gateway) {
    return registration(
        new BodyLimitFilter(gateway), FIRST + 3, EnumSet.of(DispatcherType.REQUEST));
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerProblems() {
    return factory -> {
      // Tomcat would refuse TRACE without a word; the frame does so with a problem.
      factory.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
      factory.addContextCustomizers(
          context -> {
            if (context.getParent() instanceof StandardHost host) {
              host.setErrorReportValveClass(ContainerProblems.class.getName());
            }
          });
    };
  }

  private static FilterRegistrationBean<Filter> registration(
      Filter filter, int order, EnumSet<DispatcherType> dispatches) {
    FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(order);
    registration.setDispatcherTypes(dispatches);
    registration.setAsyncSupported(true);
    return registration;
  }
}
