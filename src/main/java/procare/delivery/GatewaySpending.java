package procare.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * Counts messages that went at once, until the pacer charges them to their number's rate: they wait
 * for nobody, but those behind them do.
 */
@Component
public class GatewaySpending {
  private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

  void add(String gateway) {
    counts.computeIfAbsent(gateway, name -> new AtomicLong()).incrementAndGet();
  }

  /** What was spent since the last call. */
  long take(String gateway) {
    AtomicLong count = counts.get(gateway);
    return count == null ? 0 : count.getAndSet(0);
  }

  /** Charges one of those that were spent to a slot that is due now; false when none is left. */
  boolean takeOne(String gateway) {
    AtomicLong count = counts.get(gateway);
    return count != null && count.getAndUpdate(spent -> Math.max(0, spent - 1)) > 0;
  }

  /** Puts back what could not be charged. */
  void giveBack(String gateway, long spent) {
    counts.computeIfAbsent(gateway, name -> new AtomicLong()).addAndGet(spent);
  }
}
