package procare.security;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The accounts as rows. */
@Component
class Accounts {
  private static final String COLUMNS =
      "u.id, u.person_id, u.username, u.password_hash, u.roles, u.disabled";
  private final JdbcClient jdbc;

  Accounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Account(
      UUID id,
      UUID personId,
      String username,
      String passwordHash,
      Set<Role> roles,
      boolean disabled) {
    Caller caller(UUID sessionId) {
      return new Caller(id, personId, username, roles, sessionId);
    }
  }

  Optional<Account> byUsername(String username) {
    return jdbc.sql("select " + COLUMNS + " from app_user u where lower(u.username) = lower(?)")
        .param(username)
        .query(Accounts::account)
        .optional();
  }

  Optional<Account> byId(UUID id) {
    return jdbc.sql("select " + COLUMNS + " from app_user u where u.id = ?")
        .param(id)
        .query(Accounts::account)
        .optional();
  }

  /** For a password whose stored form is older than the method now in use. */
  void changeHash(UUID id, String hash) {
    jdbc.sql("update app_user set password_hash = ? where id = ?").params(hash, id).update();
  }

  String displayName(UUID personId) {
    return jdbc.sql("select display_name from person where id = ?")
        .param(personId)
        .query(String.class)
        .single();
  }

  private static Account account(ResultSet row, int number) throws SQLException {
    Array roles = row.getArray("roles");
    return new Account(
        row.getObject("id", UUID.class),
        row.getObject("person_id", UUID.class),
        row.getString("username"),
        row.getString("password_hash"),
        Arrays.stream((String[]) roles.getArray())
            .map(Role::valueOf)
            .collect(Collectors.toUnmodifiableSet()),
        row.getBoolean("disabled"));
  }
}
