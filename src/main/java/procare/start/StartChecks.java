package procare.start;

import java.util.List;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.env.EnvironmentPostProcessorApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * Refuses, before anything is started, to run without what the hub needs. Only the program itself
 * uses it: tests of a part do not need every setting.
 */
public final class StartChecks
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
  private static final Profiles EMBEDDED = Profiles.of("embedded");

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    Environment environment = event.getEnvironment();
    if (environment.acceptsProfiles(EMBEDDED) || Boolean.getBoolean("spring.aot.processing")) {
      return;
    }
    List<String> problems = RequiredSettings.problemsIn(environment);
    if (!problems.isEmpty()) {
      throw new StartRefused(problems);
    }
    HttpPort.refuseWhenTaken(environment);
  }

  /** Right after the configuration files are read, before logging and banner. */
  @Override
  public int getOrder() {
    return EnvironmentPostProcessorApplicationListener.DEFAULT_ORDER + 1;
  }
}
