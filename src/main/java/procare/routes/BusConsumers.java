package procare.routes;

import org.springframework.amqp.rabbit.config.RetryInterceptorBuilder;
import org.springframework.amqp.rabbit.retry.ImmediateRequeueMessageRecoverer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.retry.interceptor.RetryOperationsInterceptor;

/**
 * What becomes of a message whose route failed for good (a node that stops, a dead letter that
 * cannot be stored): it goes back to its queue. Camel's own setting {@code
 * rejectAndDontRequeue=false} does not do that: it leaves Spring's default recoverer, which logs
 * "Message(s) dropped on recovery" and acknowledges.
 */
@Configuration(proxyBeanMethods = false)
public class BusConsumers {
  /** For {@code camel.component.spring-rabbitmq.retry}. */
  @Bean
  public RetryOperationsInterceptor requeueOnFailure() {
    return RetryInterceptorBuilder.stateless()
        .maxAttempts(1)
        .recoverer(new ImmediateRequeueMessageRecoverer())
        .build();
  }
}
