package procare.embedded;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** The embedded servers alone in a process of their own, to be killed by tests. */
final class EmbeddedProcess {
  private EmbeddedProcess() {}

  @SpringBootConfiguration(proxyBeanMethods = false)
  static class Nothing {}

  public static void main(String[] args) throws InterruptedException {
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Nothing.class)
            .web(WebApplicationType.NONE)
            .profiles("embedded")
            .run(args);
    Environment environment = context.getEnvironment();
    System.out.println(
        "UP "
            + String.join(
                " ",
                environment.getProperty("spring.datasource.url"),
                environment.getProperty("spring.datasource.password"),
                environment.getProperty("spring.rabbitmq.addresses"),
                environment.getProperty("spring.rabbitmq.password")));
    Thread.currentThread().join();
  }
}
