package procare.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import procare.api.ApiProblem;

class StartFilterTest {
  private final ApplicationAvailabilityBean availability = new ApplicationAvailabilityBean();
  private final StartFilter filter = new StartFilter(availability);

  @ParameterizedTest
  @CsvSource({
    ",                   /webhooks/evolution/procare, true",
    ",                   /api/v1/glucose-readings,    true",
    ",                   /labs/acme/results,          true",
    ",                   /actuator/health/liveness,   false",
    ",                   /index.html,                 false",
    "ACCEPTING_TRAFFIC,  /webhooks/evolution/procare, false",
    "REFUSING_TRAFFIC,   /webhooks/evolution/procare, true",
  })
  void refusesWhatRoutesAnswerUntilTheyDo(ReadinessState state, String path, boolean refused)
      throws Exception {
    if (state != null) {
      availability.onApplicationEvent(new AvailabilityChangeEvent<>(this, state));
    }
    MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
    MockFilterChain chain = new MockFilterChain();
    if (refused) {
      assertThatThrownBy(() -> filter.doFilter(request, new MockHttpServletResponse(), chain))
          .isInstanceOfSatisfying(
              ApiProblem.class, problem -> assertThat(problem.status()).isEqualTo(503));
      assertThat(chain.getRequest()).isNull();
    } else {
      filter.doFilter(request, new MockHttpServletResponse(), chain);
      assertThat(chain.getRequest()).isNotNull();
    }
  }
}
