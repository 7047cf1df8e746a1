package procare.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;

/**
 * Reads "2" as the second choice of the menu that a person was sent last, where gateways deliver no
 * buttons; without this it would be a bare number below 40, an unclear reading.
 */
@Component
public class MenuChoices {
  private static final Duration VALID = Duration.ofHours(24);
  private final NamedParameterJdbcTemplate jdbc;
  private final Clock clock;
  private final String lastMenu = Sql.of("delivery/last-menu");

  public MenuChoices(NamedParameterJdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * What a person chose.
   *
   * @param deliveryId the message that offered it
   */
  public record Choice(UUID deliveryId, Button button) {}

  /**
   * @param address where the person wrote from
   * @param text what they wrote
   * @return empty unless the text is a number of the menu that came with the last message to them
   */
  public Optional<Choice> of(String address, String text) {
    String number = text == null ? "" : text.strip();
    if (!number.matches("[1-3]")) {
      return Optional.empty();
    }
    List<Optional<Choice>> last =
        jdbc.query(
            lastMenu,
            new MapSqlParameterSource()
                .addValue("address", address)
                .addValue("since", procare.Times.at(clock.instant().minus(VALID))),
            (rs, i) -> {
              List<Button> buttons = Buttons.read(rs.getString("buttons"));
              int at = Integer.parseInt(number) - 1;
              return at < buttons.size()
                  ? Optional.of(new Choice(rs.getObject("id", UUID.class), buttons.get(at)))
                  : Optional.empty();
            });
    return last.isEmpty() ? Optional.empty() : last.get(0);
  }
}
