package procare.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * {@code procare_gateway_failovers_total{gateway}}: urgent messages that left this number for
 * another or for SMS because it failed them. A message that goes round is counted at each number
 * that it leaves; the way back from SMS is not counted.
 */
@Component
public class Failovers {
  private final Map<String, Counter> left;

  public Failovers(MeterRegistry metrics, Gateways gateways) {
    // All of them at once: a counter that first appears with 1 shows no increase.
    this.left =
        gateways.gateways().keySet().stream()
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    name ->
                        Counter.builder("procare.gateway.failovers")
                            .description("urgent messages that left a number that failed them")
                            .tag("gateway", name)
                            .register(metrics)));
  }

  /** Counts one if what was tried by WhatsApp goes on elsewhere. */
  void count(Attempt attempt, String channel, String gateway) {
    Counter counter = attempt.sms() ? null : left.get(attempt.gateway());
    if (counter != null
        && !(Attempt.WHATSAPP.equals(channel) && attempt.gateway().equals(gateway))) {
      counter.increment();
    }
  }
}
