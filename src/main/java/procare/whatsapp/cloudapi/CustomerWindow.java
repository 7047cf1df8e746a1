package procare.whatsapp.cloudapi;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;
import procare.delivery.Attempt;

/**
 * Meta's customer service window: free text only within 24 hours of what the person last wrote to
 * the same number, measured by the time that Meta gave that message. Decided when a message is
 * sent, not when it is asked for.
 */
@Component
public class CustomerWindow {
  static final Duration LENGTH = Duration.ofHours(24);
  private final NamedParameterJdbcTemplate jdbc;
  private final Clock clock;
  private final String lastInbound = Sql.of("whatsapp/last-inbound");

  public CustomerWindow(NamedParameterJdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  public boolean open(Attempt attempt) {
    Instant now = clock.instant();
    List<OffsetDateTime> wrote =
        jdbc.queryForList(
            lastInbound,
            new MapSqlParameterSource()
                .addValue("gateway", attempt.gateway())
                .addValue("personId", attempt.personId())
                .addValue("address", attempt.address())
                .addValue("since", procare.Times.at(now.minus(LENGTH))),
            OffsetDateTime.class);
    return wrote.stream().anyMatch(at -> at != null && at.toInstant().plus(LENGTH).isAfter(now));
  }
}
