package procare.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityPropertiesTest {
  private static SecurityProperties with(String secret, String previous) {
    Duration time = Duration.ofMinutes(1);
    return new SecurityProperties(secret, previous, time, time, List.of(), false, 1, 1, time);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "demo", "short-but-not-long-enough", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
  void refusesWeakSecretsWithoutShowingThem(String secret) {
    assertThatThrownBy(() -> with(secret, null))
        .hasMessageContaining("procare.security.jwt-secret")
        .hasMessageContaining("32 random bytes");
  }

  @Test
  void hidesItsSecrets() {
    SecurityProperties good = with(SecurityTestApp.SECRET, "");
    assertThat(good.previousJwtSecret()).isNull();
    assertThat(good.toString()).doesNotContain(SecurityTestApp.SECRET);
    assertThatThrownBy(() -> with(SecurityTestApp.SECRET, "old")).hasMessageContaining("previous");
  }
}
