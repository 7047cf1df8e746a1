package procare.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FirewallConfigurationTest {
  /** What Spring Security's StrictHttpFirewall matches by itself. */
  private static final Pattern STRICT = Pattern.compile("[\\p{IsAssigned}&&[^\\p{IsControl}]]*");

  @Property
  void allowsWhatTheStrictFirewallAllows(@ForAll String text) {
    assertThat(FirewallConfiguration.clean(text)).isEqualTo(STRICT.matcher(text).matches());
  }

  @Test
  void refusesControlsAndTakesWords() {
    assertThat(FirewallConfiguration.clean("Bearer eyJ.a-b_c")).isTrue();
    assertThat(FirewallConfiguration.clean("शुगर 😀")).isTrue();
    assertThat(FirewallConfiguration.clean("a\r\nX-Injected: 1")).isFalse();
    assertThat(FirewallConfiguration.clean("a\u0000b")).isFalse();
    assertThat(FirewallConfiguration.clean("\u0085")).isFalse();
  }
}
