package procare.security;

import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import procare.Ids;
import procare.TestDatabase;

/** Makes people that are logged in. */
final class TestLogins {
  private TestLogins() {}

  static String token(AccessTokens tokens, Role role) {
    return tokens.issue(caller(role));
  }

  /** A new person with an account and an open session. */
  static Caller caller(Role role) {
    JdbcTemplate jdbc = TestDatabase.jdbc();
    UUID person = Ids.next();
    UUID user = Ids.next();
    UUID session = Ids.next();
    jdbc.update("insert into person (id, display_name) values (?, ?)", person, role + " person");
    if (role == Role.PATIENT) {
      jdbc.update("insert into patient (id) values (?)", person);
    }
    jdbc.update(
        "insert into app_user (id, person_id, username, password_hash, roles) values (?, ?, ?, 'x', array[?])",
        user,
        person,
        user + "@test",
        role.name());
    jdbc.update(
        "insert into login_session (id, user_id, expires_at) values (?, ?, now() + interval '1 day')",
        session,
        user);
    return new Caller(user, person, user + "@test", Set.of(role), session);
  }
}
