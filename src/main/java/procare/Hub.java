package procare;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import procare.start.StartChecks;

/** The hub, as one program; {@code procare.run} says which of its parts this node runs. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Hub {
  public static void main(String[] args) {
    SpringApplication hub = new SpringApplication(Hub.class);
    hub.addListeners(new StartChecks());
    hub.run(args);
  }
}
