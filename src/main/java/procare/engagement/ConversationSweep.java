package procare.engagement;

import static procare.Times.at;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;

/** By night conversations are forgotten that nobody goes on with. */
@Component("conversationSweep")
public class ConversationSweep {
  private final NamedParameterJdbcTemplate jdbc;
  private final Settings settings;
  private final Clock clock;

  public ConversationSweep(NamedParameterJdbcTemplate jdbc, Settings settings, Clock clock) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Settings {@code procare.conversation.*}.
   *
   * @param keep age at which turns of a conversation are removed
   */
  @ConfigurationProperties("procare.conversation")
  public record Settings(@DefaultValue("PT12H") Duration keep) {}

  public void run() {
    Instant now = clock.instant();
    jdbc.update(
        Sql.of("conversation/sweep"),
        Map.of("now", at(now), "before", at(now.minus(settings.keep()))));
  }
}
