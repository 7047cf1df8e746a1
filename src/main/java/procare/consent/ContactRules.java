package procare.consent;

import static procare.Times.at;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;

/**
 * The one place that decides whether a message may go to a person who did not ask for it: consent,
 * quiet hours, the limit of a local day and the digest (domain.md §2, §3). Asked when the message
 * is claimed, so that whatever was queued before obeys what holds now. Emergencies, their
 * follow-ups and direct replies pass without being looked at.
 */
@Component
public class ContactRules {
  /** Meta's customer service window. */
  private static final Duration WINDOW = Duration.ofHours(24);

  private static final ZoneId HOME = ZoneId.of("Asia/Kolkata");

  private final NamedParameterJdbcTemplate jdbc;
  private final ContactProperties settings;
  private final Clock clock;
  private final String lock = Sql.of("consent/lock");
  private final String admit = Sql.of("consent/admit");
  private final String end = Sql.of("consent/end");
  private final String defer = Sql.of("consent/defer");

  public ContactRules(NamedParameterJdbcTemplate jdbc, ContactProperties settings, Clock clock) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.clock = clock;
  }

  /** A message that rules apply to; {@code person} is null when only an address is known. */
  private record Waiting(
      UUID person,
      String category,
      String template,
      Instant sendUntil,
      ZoneId zone,
      QuietHours quiet,
      boolean optedOut,
      boolean alone) {

    /** A dose that the patient planned for the night is told at night. */
    boolean mayWake() {
      return template.startsWith("reminder.medication") || category.equals("critical");
    }

    /** What nobody misses the next morning; held back it would only make a crowd at seven. */
    boolean fleeting() {
      return category.equals("nudge") || category.equals("education");
    }
  }

  /**
   * To be called in the transaction that then claims the message.
   *
   * @param windowed names of gateways that outside their 24-hour window send templates only: such a
   *     message takes no other along, since no template says both
   * @return false when it is not to be sent now; its row then says why, unless a message that ranks
   *     higher takes it along in a moment
   */
  public boolean mayGo(UUID deliveryId, String[] windowed) {
    Instant now = clock.instant();
    List<Waiting> found = lock(deliveryId, windowed, now);
    if (found.isEmpty()) {
      return true;
    }
    Waiting message = found.get(0);
    if (message.person() == null || message.optedOut()) {
      stop(deliveryId, "suppressed", message.person() == null ? "nobody opted in" : "opted out");
      return false;
    }
    Optional<Instant> quietUntil = message.quiet().endOf(now, message.zone());
    if (quietUntil.isPresent() && !message.mayWake()) {
      wait(deliveryId, message, quietUntil.get());
      return false;
    }
    return admit(deliveryId, message, now, quietUntil.isPresent());
  }

  private List<Waiting> lock(UUID id, String[] windowed, Instant now) {
    return jdbc.query(
        lock,
        Map.of("id", id, "windowed", windowed, "now", at(now), "opened", at(now.minus(WINDOW))),
        (rs, i) -> {
          LocalTime from = rs.getObject("quiet_from", LocalTime.class);
          LocalTime to = rs.getObject("quiet_to", LocalTime.class);
          OffsetDateTime until = rs.getObject("send_until", OffsetDateTime.class);
          return new Waiting(
              rs.getObject("person_id", UUID.class),
              rs.getString("category"),
              rs.getString("template"),
              until == null ? null : until.toInstant(),
              zone(rs.getString("zone")),
              from == null || to == null ? settings.quietHours() : new QuietHours(from, to),
              rs.getBoolean("opted_out"),
              rs.getBoolean("alone"));
        });
  }

  private void wait(UUID id, Waiting message, Instant end) {
    // The same minute for all that waits for one person, so that it becomes one message; different
    // minutes for different people, so that seven o'clock brings no stampede.
    long spread = Math.floorMod(message.person().hashCode(), settings.digestWithin().toSeconds());
    Instant morning = end.plusSeconds(spread);
    boolean stale = message.sendUntil() != null && !message.sendUntil().isAfter(morning);
    if (message.fleeting() || stale) {
      stop(id, "expired", "quiet hours; not worth sending late");
    } else {
      jdbc.update(
          defer, Map.of("id", id, "until", at(morning), "reason", "quiet hours until " + end));
    }
  }

  private boolean admit(UUID id, Waiting message, Instant now, boolean quiet) {
    LocalDate day = now.atZone(message.zone()).toLocalDate();
    List<String> verdict =
        jdbc.queryForList(
            admit,
            new MapSqlParameterSource()
                .addValue("id", id)
                .addValue("person", message.person())
                .addValue("now", at(now))
                .addValue("soon", at(now.plus(settings.digestWithin())))
                .addValue("day", day)
                .addValue("dayEnd", at(day.plusDays(1).atStartOfDay(message.zone()).toInstant()))
                .addValue("quiet", quiet)
                .addValue("cap", settings.dailyCap())
                .addValue("longest", message.alone() ? 0 : settings.longestDigest()),
            String.class);
    return verdict.contains("SEND");
  }

  private void stop(UUID id, String state, String reason) {
    jdbc.update(end, Map.of("id", id, "state", state, "reason", reason));
  }

  /** A zone that nobody knows must not keep a message for ever. */
  private static ZoneId zone(String name) {
    try {
      return name == null ? HOME : ZoneId.of(name);
    } catch (DateTimeException e) {
      return HOME;
    }
  }
}
