package procare.start;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * {@code procare.run}: which groups of routes this node runs, by name and separated by commas; all
 * of them when it is absent. Each group that is not named becomes {@code
 * procare.groups.<group>=false}, which the routes of the group read.
 */
public final class RunGroups implements EnvironmentPostProcessor, Ordered {
  /** The folders of {@code routes/}, with each agent by its own name. */
  public static final List<String> ALL =
      List.of(
          "in",
          "out",
          "clocks",
          "hub",
          "engagement-engine",
          "clinical-monitor",
          "learning-library",
          "care-coordinator",
          "doctor-bridge",
          "emr-writer");

  private static final String PROPERTY = "procare.run";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    Set<String> named = named(environment.getProperty(PROPERTY, ""));
    if (named.isEmpty()) {
      return;
    }
    Map<String, Object> settings = new LinkedHashMap<>();
    for (String group : ALL) {
      settings.put("procare.groups." + group, named.contains(group));
    }
    // A clustered scheduler takes turns that its node has no route for, and they would be lost.
    settings.put("camel.component.quartz.auto-start-scheduler", named.contains("clocks"));
    environment.getPropertySources().addFirst(new MapPropertySource(PROPERTY, settings));
  }

  private static Set<String> named(String value) {
    Set<String> named = new LinkedHashSet<>();
    Arrays.stream(value.split(","))
        .map(String::strip)
        .filter(g -> !g.isEmpty())
        .forEach(named::add);
    if (named.equals(Set.of("all"))) {
      return Set.of();
    }
    List<String> unknown = named.stream().filter(group -> !ALL.contains(group)).toList();
    if (!unknown.isEmpty()) {
      throw new StartRefused(
          "PROCARE_RUN names "
              + String.join(", ", unknown)
              + ", which this hub does not have; choose from all or "
              + String.join(", ", ALL)
              + ".");
    }
    return named;
  }

  /** After the configuration files are read, before the embedded servers are started. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE - 1;
  }
}
