package procare.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

class RunGroupsTest {
  private static MockEnvironment with(String run) {
    MockEnvironment environment = new MockEnvironment();
    if (run != null) {
      environment.setProperty("procare.run", run);
    }
    new RunGroups().postProcessEnvironment(environment, new SpringApplication());
    return environment;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "all", ","})
  void sayNothingAndTheNodeRunsEverything(String run) {
    assertThat(with(run).getProperty("procare.groups.out")).isNull();
    assertThat(with(null).getProperty("procare.groups.out")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clinical-monitor | clinical-monitor",
        "in, hub          | in hub",
        " clocks ,, out , | clocks out",
        "hub,hub          | hub"
      })
  void whatIsNotNamedIsOff(String run, String on) {
    MockEnvironment environment = with(run);
    List<String> expected = Arrays.asList(on.split(" "));
    for (String group : RunGroups.ALL) {
      assertThat(environment.getProperty("procare.groups." + group, Boolean.class))
          .as(group)
          .isEqualTo(expected.contains(group));
    }
    assertThat(environment.getProperty("camel.component.quartz.auto-start-scheduler"))
        .isEqualTo(String.valueOf(expected.contains("clocks")));
  }

  @Test
  void unknownGroupsAreRefusedWithTheOnesThatExist() {
    assertThatThrownBy(() -> with("in,doctorbridge,all"))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("PROCARE_RUN names doctorbridge, all")
        .hasMessageContaining(String.join(", ", RunGroups.ALL));
  }
}
