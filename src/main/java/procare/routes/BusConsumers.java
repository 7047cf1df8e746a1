package procare.routes;

import java.util.concurrent.Executors;
import org.springframework.amqp.rabbit.config.RetryInterceptorBuilder;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.retry.ImmediateRequeueMessageRecoverer;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.retry.interceptor.RetryOperationsInterceptor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * What becomes of a message whose route failed for good (a node that stops, a dead letter that
 * cannot be stored): it goes back to its queue. Camel's own setting {@code
 * rejectAndDontRequeue=false} does not do that: it leaves Spring's default recoverer, which logs
 * "Message(s) dropped on recovery" and acknowledges.
 */
@Configuration(proxyBeanMethods = false)
public class BusConsumers {
  /**
   * Gives every consumer a thread when it needs one. The client's own pool has two threads a core,
   * and the listeners run on it: four calls of a hanging language model kept every other message of
   * the node waiting, emergencies too. There are never more threads than channels.
   */
  @Bean
  static BeanPostProcessor threadsForAllConsumers() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof CachingConnectionFactory connections) {
          CustomizableThreadFactory threads = new CustomizableThreadFactory("bus-");
          threads.setDaemon(true);
          connections.setExecutor(Executors.newCachedThreadPool(threads));
        }
        return bean;
      }
    };
  }

  /** For {@code camel.component.spring-rabbitmq.retry}. */
  @Bean
  public RetryOperationsInterceptor requeueOnFailure() {
    return RetryInterceptorBuilder.stateless()
        .maxAttempts(1)
        .recoverer(new ImmediateRequeueMessageRecoverer())
        .build();
  }
}
