package procare.mllp;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import procare.hl7.Hl7Receiver;

/**
 * {@code procare_mllp_received_total}, {@code procare_mllp_answers_total{partner,answer}}, {@code
 * procare_mllp_answer_seconds} from the last byte of a frame to its answer, {@code
 * procare_mllp_connections}, {@code procare_mllp_buffered_bytes}, {@code
 * procare_mllp_refused_connections_total{reason}}.
 */
final class MllpMetrics {
  private final MeterRegistry metrics;
  private final Counter received;
  private final Timer answer;
  private final Map<List<String>, Counter> answers = new ConcurrentHashMap<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong buffered = new AtomicLong();

  MllpMetrics(MeterRegistry metrics) {
    this.metrics = metrics;
    this.received = metrics.counter("procare.mllp.received");
    this.answer = metrics.timer("procare.mllp.answer");
    Gauge.builder("procare.mllp.connections", connections, AtomicInteger::get).register(metrics);
    Gauge.builder("procare.mllp.buffered.bytes", buffered, AtomicLong::get).register(metrics);
  }

  AtomicInteger connections() {
    return connections;
  }

  AtomicLong buffered() {
    return buffered;
  }

  void received() {
    received.increment();
  }

  void answered(Hl7Receiver.Reply reply, long sinceNanos) {
    answers
        .computeIfAbsent(
            List.of(reply.partner(), reply.code().name()),
            tags ->
                metrics.counter(
                    "procare.mllp.answers", "partner", tags.get(0), "answer", tags.get(1)))
        .increment();
    answer.record(System.nanoTime() - sinceNanos, TimeUnit.NANOSECONDS);
  }

  /**
   * @param reason one of few words
   */
  void refused(String reason) {
    metrics.counter("procare.mllp.refused.connections", "reason", reason).increment();
  }
}
