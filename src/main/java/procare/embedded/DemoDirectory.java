package procare.embedded;

import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import procare.Sql;

/** Whose phone the chat page can be, and in which language the hub writes to each. */
@RestController
@Profile("embedded")
class DemoDirectory {
  private final JdbcTemplate jdbc;
  private final String phones = Sql.of("embedded/demo-phones");

  DemoDirectory(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** {@code [{"number","name","role","language"}]} of the demo people who have WhatsApp. */
  @GetMapping("/chat/people")
  List<Map<String, Object>> people() {
    return jdbc.queryForList(phones, (Object) usernames());
  }

  private static String[] usernames() {
    return DemoPeople.PEOPLE.stream().map(DemoPeople.Person::username).toArray(String[]::new);
  }
}
