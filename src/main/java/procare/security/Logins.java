package procare.security;

import java.util.Optional;
import java.util.UUID;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Ids;
import procare.api.ApiProblem;
import procare.security.Accounts.Account;

/** Opens and prolongs logins. */
@Component
class Logins {
  private final Accounts accounts;
  private final RefreshTokens refreshTokens;
  private final Sessions sessions;
  private final LoginThrottle throttle;
  private final PasswordEncoder passwords;
  private final TransactionTemplate transaction;
  private final String nobodysHash;

  Logins(
      Accounts accounts,
      RefreshTokens refreshTokens,
      Sessions sessions,
      LoginThrottle throttle,
      PasswordEncoder passwords,
      TransactionTemplate transaction) {
    this.accounts = accounts;
    this.refreshTokens = refreshTokens;
    this.sessions = sessions;
    this.throttle = throttle;
    this.passwords = passwords;
    this.transaction = transaction;
    this.nobodysHash = passwords.encode(Ids.next().toString());
  }

  record Login(Caller caller, String refreshToken) {}

  /**
   * @throws ApiProblem 401 {@code bad-credentials}, the same and as slow for an unknown name as for
   *     a wrong password; 429 {@code too-many-logins}
   */
  Login login(String username, String password) {
    LoginThrottle.Attempt attempt = throttle.attempt(username);
    Optional<Account> account = accounts.byUsername(username);
    boolean fits =
        passwords.matches(password, account.map(Account::passwordHash).orElse(nobodysHash));
    if (account.isEmpty() || !fits || account.get().disabled()) {
      throw ApiProblem.of(401, "bad-credentials", "username or password is wrong");
    }
    attempt.forgive();
    if (passwords.upgradeEncoding(account.get().passwordHash())) {
      accounts.changeHash(account.get().id(), passwords.encode(password));
    }
    return transaction.execute(
        status -> {
          UUID session = Ids.next();
          refreshTokens.openSession(session, account.get().id());
          return new Login(account.get().caller(session), refreshTokens.issue(session));
        });
  }

  /**
   * Exchanges a refresh token. One that was used before was stolen, from us or by us: its login
   * ends for both (RFC 9700 §4.14.2).
   *
   * @throws ApiProblem 401 {@code token-invalid}
   */
  Login refresh(String token) {
    Login login =
        transaction.execute(
            status ->
                refreshTokens
                    .use(token)
                    .flatMap(
                        used ->
                            accounts
                                .byId(used.userId())
                                .filter(account -> !account.disabled())
                                .map(
                                    account ->
                                        new Login(
                                            account.caller(used.sessionId()),
                                            refreshTokens.issue(used.sessionId()))))
                    .orElse(null));
    if (login == null) {
      refreshTokens
          .sessionOfUsed(token)
          .ifPresent(session -> sessions.revoke(session, "refresh token used twice"));
      throw ApiProblem.of(
          401, "token-invalid", "the refresh token is not valid, expired or used; log in again");
    }
    return login;
  }
}
