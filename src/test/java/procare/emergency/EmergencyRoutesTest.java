package procare.emergency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** The clock's route alone, with the cron setting as the configuration writes it. */
class EmergencyRoutesTest {
  /** Counts the turns of the clock. */
  public static final class Turns {
    private final CountDownLatch left = new CountDownLatch(2);

    public void runAll() {
      left.countDown();
    }
  }

  @Test
  void clockTurns() throws Exception {
    Turns turns = new Turns();
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      Properties settings = new Properties();
      settings.setProperty("procare.clocks.emergency-steps", "0/1+*+*+*+*+?");
      camel.getPropertiesComponent().setInitialProperties(settings);
      camel.getRegistry().bind("emergencySteps", turns);
      camel.start();
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              ResourceHelper.resolveResource(
                  camel, "classpath:routes/clocks/emergency-steps.camel.yaml"));
      assertThat(turns.left.await(15, TimeUnit.SECONDS)).isTrue();
    }
  }
}
