package procare.emergency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import procare.Json;

class EmergencyPropertiesTest {
  private final ApplicationContextRunner context =
      new ApplicationContextRunner().withUserConfiguration(EmergencyConfiguration.class);

  @Test
  void defaultsAndExceptionsMakeThePolicy() throws Exception {
    context
        .withPropertyValues(
            "procare.emergency.recheck-after=PT3S", "procare.emergency.ladder.second-doctor=PT2M")
        .run(
            c -> {
              Policy policy = c.getBean(EmergencyProperties.class).policy();
              assertThat(policy.recheckAfter()).isEqualTo(Duration.ofSeconds(3));
              assertThat(policy.acknowledgeWithin(Rung.DOCTOR)).isEqualTo(Duration.ofMinutes(10));
              assertThat(policy.acknowledgeWithin(Rung.SECOND_DOCTOR))
                  .isEqualTo(Duration.ofMinutes(2));
              assertThat(policy.outcomeWithin()).isEqualTo(Duration.ofMinutes(30));
              assertThat(Json.MAPPER.readValue(Json.write(policy), Policy.class)).isEqualTo(policy);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recheck-after=PT0S",
        "recheck-after=PT-1S",
        "recheck-after=P2D",
        "recheck-after=soon",
        "acknowledge-within=PT0S",
        "outcome-within=PT0S",
        "rechecks=0",
        "ladder.doctor=PT0S",
        "ladder.operations=PT5M",
        "ladder.nurse=PT5M"
      })
  void refusesWhatWouldStopTheLadder(String setting) {
    context.withPropertyValues("procare.emergency." + setting).run(c -> assertThat(c).hasFailed());
  }
}
