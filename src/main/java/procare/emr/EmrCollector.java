package procare.emr;

import static procare.Times.at;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Sql;
import procare.emr.EmrDeliveries.Wanted;

/** Finds what no single event asks for: the adherence of a week that is over, messages sent. */
@Component("emrCollector")
public class EmrCollector {
  private static final int BATCH = 500;
  private static final Duration BACK = Duration.ofDays(2);

  private final NamedParameterJdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final EmrPartners partners;
  private final EmrDeliveries deliveries;
  private final Clock clock;
  private final String adherence = Sql.of("emr/collect-adherence");
  private final String communications = Sql.of("emr/collect-communications");

  EmrCollector(
      NamedParameterJdbcTemplate jdbc,
      TransactionTemplate transaction,
      EmrPartners partners,
      EmrDeliveries deliveries,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.partners = partners;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  /**
   * The last week that ended everywhere on earth and a day ago, so that late answers are in it.
   *
   * @return its Monday
   */
  static LocalDate week(Clock clock) {
    return LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC)
        .minusDays(2)
        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
        .minusWeeks(1);
  }

  public void adherence() {
    LocalDate monday = week(clock);
    for (EmrPartner partner : sending(DeliveryKind.ADHERENCE)) {
      inBatches(
          () -> {
            List<UUID> patients =
                jdbc.queryForList(
                    adherence,
                    Map.of(
                        "partner", partner.name(),
                        "from", monday,
                        "to", monday.plusDays(6),
                        "week", monday.toString(),
                        "limit", BATCH),
                    UUID.class);
            patients.forEach(
                patient ->
                    deliveries.write(
                        new Wanted(
                            partner.name(),
                            DeliveryKind.ADHERENCE,
                            patient + ":" + monday,
                            null,
                            patient),
                        null,
                        "adherence:" + monday));
            return patients.size();
          });
    }
  }

  public void communications() {
    for (EmrPartner partner : sending(DeliveryKind.COMMUNICATION)) {
      inBatches(
          () -> {
            List<Map<String, Object>> rows =
                jdbc.queryForList(
                    communications,
                    Map.of(
                        "partner", partner.name(),
                        "since", at(clock.instant().minus(BACK)),
                        "limit", BATCH));
            rows.forEach(
                row ->
                    deliveries.write(
                        new Wanted(
                            partner.name(),
                            DeliveryKind.COMMUNICATION,
                            row.get("id").toString(),
                            null,
                            (UUID) row.get("patient_id")),
                        (UUID) row.get("event_id"),
                        (String) row.get("correlation_id")));
            return rows.size();
          });
    }
  }

  /** Puts what is due back on the bus. */
  public void requeueAll() {
    inBatches(() -> deliveries.requeueDue(BATCH));
  }

  private List<EmrPartner> sending(DeliveryKind kind) {
    return partners.all().stream().filter(p -> p.sends().contains(kind)).toList();
  }

  private interface Batch {
    int run();
  }

  private void inBatches(Batch batch) {
    Integer done;
    do {
      done = transaction.execute(status -> batch.run());
    } while (done != null && done == BATCH);
  }
}
