package procare.partner.intake;

import static procare.Times.at;

import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Ids;
import procare.Sql;
import procare.event.Event;
import procare.event.Outbox;
import procare.partner.Outcome;
import procare.partner.pack.Pack;
import procare.partner.pack.PackLimits;
import procare.partner.pack.PackProperties;
import procare.partner.pack.PackSettings;
import procare.partner.pack.Packs;
import procare.partner.pack.Protocol;

/**
 * Asks laboratories for new results as often as their packs say, page by page. A page is kept and
 * its cursor moved on only when it was taken in, so what was lost on the way is asked for again.
 */
@Component("partnerPolls")
public class PartnerPolls {
  private static final Logger LOG = LoggerFactory.getLogger(PartnerPolls.class);
  private static final int MOST_PAGES = 50;
  private static final Duration AT_WORK = Duration.ofSeconds(30);

  private final Packs packs;
  private final PackSettings settings;
  private final PackProperties properties;
  private final PackLimits limits;
  private final PackHttp http;
  private final DocumentIntake intake;
  private final NamedParameterJdbcTemplate jdbc;
  private final Outbox outbox;
  private final Clock clock;
  private final String due = Sql.of("partner/poll-due");
  private final String turn = Sql.of("partner/poll-turn");
  private final String release = Sql.of("partner/poll-release");
  private final String end = Sql.of("partner/poll-end");

  PartnerPolls(
      Packs packs,
      PackSettings settings,
      PackProperties properties,
      PackLimits limits,
      PackHttp http,
      DocumentIntake intake,
      NamedParameterJdbcTemplate jdbc,
      Outbox outbox,
      Clock clock) {
    this.packs = packs;
    this.settings = settings;
    this.properties = properties;
    this.limits = limits;
    this.http = http;
    this.intake = intake;
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Has every laboratory asked whose time has come; one node takes each. */
  @Transactional
  public void dueAll() {
    Instant now = clock.instant();
    for (Pack pack : packs.running(Pack.Kind.LAB)) {
      if (polled(pack)
          && jdbc.update(
                  due,
                  new MapSqlParameterSource("partner", pack.name())
                      .addValue("now", at(now))
                      .addValue("next", at(now.plus(pause(pack)))))
              == 1) {
        outbox.append(
            Event.first(
                "hub.partner.poll",
                now,
                Ids.next().toString(),
                "clocks",
                pack.name(),
                null,
                Map.of("partner", pack.name())));
      }
    }
  }

  private Duration pause(Pack pack) {
    Duration own = pack.results().poll();
    return own.compareTo(properties.longestPoll()) > 0 ? properties.longestPoll() : own;
  }

  private boolean polled(Pack pack) {
    return pack.results() != null
        && pack.results().poll() != null
        && (pack.protocol() == Protocol.JSON_REST || pack.protocol() == Protocol.FHIR_REST)
        && settings.missing(pack).isEmpty();
  }

  /** Handles {@code hub.partner.poll}; not within a transaction, for it waits for the partner. */
  public void poll(Event event) {
    packs
        .byName(event.subject())
        .filter(this::polled)
        .filter(pack -> takes(pack, event))
        .ifPresent(this::pollOrRelease);
  }

  private void pollOrRelease(Pack pack) {
    try {
      poll(pack);
    } catch (RuntimeException e) {
      jdbc.update(release, new MapSqlParameterSource("partner", pack.name()));
      throw e;
    }
  }

  /**
   * False while somebody else asks this partner, and when it was asked since the event was raised:
   * one that waited long on the bus must not break a Retry-After.
   */
  private boolean takes(Pack pack, Event event) {
    Instant now = clock.instant();
    return jdbc.update(
            turn,
            new MapSqlParameterSource("partner", pack.name())
                .addValue("raised", at(event.time()))
                .addValue("now", at(now))
                .addValue("until", at(now.plus(longest(pack)))))
        == 1;
  }

  /** How long one page may take; after it, whoever asked is taken for dead. */
  private static Duration longest(Pack pack) {
    return pack.limits().timeout().multipliedBy(2).plus(AT_WORK);
  }

  private void poll(Pack pack) {
    PollPages pages = PollPages.of(pack, settings, cursor(pack), clock.instant());
    for (int page = 1; page <= MOST_PAGES; page++) {
      Duration wait = limits.turn(pack);
      if (!wait.isZero()) {
        ended(pack, null, "at its rate; goes on in " + wait, clock.instant().plus(wait));
        return;
      }
      PackHttp.Reply reply = http.get(pack, pages.url(), pages.accept());
      if (reply.outcome().kind() != Outcome.Kind.ACCEPTED) {
        failed(pack, reply.outcome());
        return;
      }
      if (pages.holdsReports(reply.body())) {
        intake.take(pack, "poll", pages.name(), reply.body());
      }
      String cursor = pages.after(reply.body());
      if (!pages.more()) {
        ended(pack, cursor, "read", null);
        return;
      }
      if (page == MOST_PAGES) {
        ended(pack, cursor, "more to come", clock.instant());
        return;
      }
      conclude(pack, cursor, "reads", null, clock.instant().plus(longest(pack)));
    }
  }

  private void failed(Pack pack, Outcome outcome) {
    LOG.warn("{} could not be asked for results: {}", pack.name(), outcome.reason());
    Instant next = outcome.retryAfter() == null ? null : clock.instant().plus(outcome.retryAfter());
    ended(pack, null, outcome.kind() + ": " + outcome.reason(), next);
  }

  private void ended(Pack pack, String cursor, String outcome, Instant next) {
    conclude(pack, cursor, outcome, next, null);
  }

  private String cursor(Pack pack) {
    List<String> cursors =
        jdbc.queryForList(
            "select cursor from partner_poll where partner = :partner and cursor is not null",
            Map.of("partner", pack.name()),
            String.class);
    return Optional.ofNullable(cursors.isEmpty() ? null : cursors.get(0)).orElse(null);
  }

  private void conclude(Pack pack, String cursor, String outcome, Instant next, Instant busy) {
    jdbc.update(
        end,
        new MapSqlParameterSource("partner", pack.name())
            .addValue("cursor", cursor)
            .addValue("now", at(clock.instant()))
            .addValue("outcome", outcome)
            .addValue("until", busy == null ? null : at(busy), Types.TIMESTAMP_WITH_TIMEZONE)
            .addValue("next", next == null ? null : at(next)));
  }
}
