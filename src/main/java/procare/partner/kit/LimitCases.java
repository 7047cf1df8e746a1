package procare.partner.kit;

import static procare.partner.kit.KitFailure.unless;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import procare.partner.analyte.Analytes;
import procare.partner.analyte.LoincLine;
import procare.partner.analyte.Span;
import procare.partner.pack.Limits;
import procare.partner.pack.Pack;

/**
 * Numbers that no sample can show lie where such numbers lie: a slip of a digit in a limit or a
 * threshold is found before it floods a partner or silences an alarm.
 */
final class LimitCases {
  private LimitCases() {}

  static void add(Subject subject, Cases cases) {
    Pack pack = subject.pack();
    cases.add(
        "pack.limits",
        "The partner is neither flooded nor waited for without end, and no sample is too large",
        () -> limits(subject));
    if (pack.ack() != null) {
      cases.add("pack.limits-ack", "Repetitions of a message end", () -> ack(pack.ack()));
    }
    cases.add(
        "pack.limits-poll",
        "Partners are asked between every minute and every hour",
        () -> {
          between("poll", poll(pack), Duration.ofMinutes(1), Duration.ofHours(1));
          unless(
              poll(pack) == null
                  || pack.silence() == null
                  || pack.silence().compareTo(poll(pack).multipliedBy(4)) >= 0,
              "silence is told before four polls");
        });
    cases.add(
        "pack.silence",
        "Somebody is told when the partner falls silent, within a week and not every hour",
        () -> {
          unless(pack.silence() != null, "silence is not set");
          between("silence", pack.silence(), Duration.ofHours(2), Duration.ofDays(7));
        });
    if (!pack.critical().isEmpty()) {
      cases.add(
          "critical.plausible",
          "Thresholds of critical values lie where published ones lie",
          () -> critical(pack));
    }
  }

  private static Duration poll(Pack pack) {
    return pack.results() != null
        ? pack.results().poll()
        : pack.emr() != null ? pack.emr().poll() : null;
  }

  private static void limits(Subject subject) throws KitFailure {
    Limits limits = subject.pack().limits();
    between("timeout", limits.timeout(), Duration.ofSeconds(2), Duration.ofMinutes(1));
    double perSecond = (double) limits.permits() / limits.period().toSeconds();
    unless(perSecond <= 100, "rate is above 100 a second");
    unless(perSecond >= 1.0 / 60, "rate is below one a minute");
    unless(limits.burst() <= 10 * limits.permits(), "burst is above ten times the rate");
    unless(limits.concurrency() <= 16, "concurrency is above 16");
    unless(limits.maxBytes() <= 32L << 20, "maxMessage is above 32 MB");
    unless(limits.maxBytes() >= 1L << 20, "maxMessage is below 1 MB: a PDF would not fit");
    for (Sample sample : subject.samples()) {
      unless(sample.body().length <= limits.maxBytes(), sample.name() + " is larger");
    }
  }

  private static void ack(Pack.Ack ack) throws KitFailure {
    between("ack.timeout", ack.timeout(), Duration.ofSeconds(5), Duration.ofMinutes(2));
    between("ack.pause", ack.pause(), Duration.ofSeconds(2), Duration.ofMinutes(5));
    unless(ack.retries() >= 1 && ack.retries() <= 12, "ack.retries is not between 1 and 12");
  }

  private static void between(String what, Duration found, Duration least, Duration most)
      throws KitFailure {
    unless(
        found == null || found.compareTo(least) >= 0 && found.compareTo(most) <= 0,
        what + " is " + found + ", not between " + least + " and " + most);
  }

  private static void critical(Pack pack) throws KitFailure {
    Set<String> seen = new HashSet<>();
    for (Pack.Critical limit : pack.critical()) {
      String loinc = limit.loinc();
      unless(seen.add(loinc), loinc + " has thresholds twice");
      unless(
          pack.codes().local(loinc).isPresent(),
          loinc + " has thresholds and no line of codes.csv");
      LoincLine known = Analytes.shipped().byLoinc(loinc).orElse(null);
      if (known != null) {
        unless(known.ucum().equals(limit.unit()), loinc + " is measured in " + known.ucum());
        within(loinc + " low", known.low(), limit.low());
        within(loinc + " high", known.high(), limit.high());
      }
      unless(
          limit.low() == null || limit.high() == null || limit.low().compareTo(limit.high()) < 0,
          loinc + " has a low threshold above its high one");
    }
  }

  private static void within(String what, Span span, BigDecimal value) throws KitFailure {
    if (span != null) {
      unless(value != null, what + " is missing");
      unless(span.holds(value), what + " is not within " + span);
    }
  }
}
