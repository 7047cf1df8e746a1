package procare.whatsapp.reconciliation;

import static procare.Times.at;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Up to when the history of each number was read. */
@Component
class Watermarks {
  private final NamedParameterJdbcTemplate jdbc;

  Watermarks(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The last time seen. A number that is asked for the first time was seen until now: what people
   * wrote before the hub knew it is not the hub's to answer.
   */
  Instant asked(String gateway, String instance, Instant now) {
    OffsetDateTime seen =
        jdbc.queryForObject(
            "insert into gateway_watermark (gateway, instance, seen_until, asked_at) values (:gateway, :instance, :now, :now)"
                + " on conflict (gateway, instance) do update set asked_at = excluded.asked_at returning seen_until",
            Map.of("gateway", gateway, "instance", instance, "now", at(now)),
            OffsetDateTime.class);
    return seen.toInstant();
  }

  void seen(HistoryWindow window) {
    jdbc.update(
        "update gateway_watermark set seen_until = greatest(seen_until, :until), reason = null"
            + " where gateway = :gateway and instance = :instance",
        Map.of(
            "gateway",
            window.gateway(),
            "instance",
            window.instance(),
            "until",
            at(window.until())));
  }

  /** The window, or a chat of it, must be asked for again. */
  void missed(HistoryWindow window, String reason) {
    jdbc.update(
        "update gateway_watermark set seen_until = least(seen_until, :since), reason = :reason"
            + " where gateway = :gateway and instance = :instance",
        new MapSqlParameterSource()
            .addValue("gateway", window.gateway())
            .addValue("instance", window.instance())
            .addValue("since", at(window.since()))
            .addValue("reason", reason));
  }
}
