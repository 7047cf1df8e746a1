package procare.security;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import procare.Ids;
import procare.api.ApiAnswer;
import procare.api.ApiRequest;
import procare.security.Logins.Login;

/** REST operations on accounts and logins. */
@Component("authApi")
public class AuthApi {
  private final Accounts accounts;
  private final Registration registration;
  private final Logins logins;
  private final Sessions sessions;
  private final AccessTokens tokens;

  public AuthApi(
      Accounts accounts,
      Registration registration,
      Logins logins,
      Sessions sessions,
      AccessTokens tokens) {
    this.accounts = accounts;
    this.registration = registration;
    this.logins = logins;
    this.sessions = sessions;
    this.tokens = tokens;
  }

  /** {@code POST /auth/register}: 201; 409 {@code username-taken}. */
  public ApiAnswer register(ApiRequest request) {
    Map<String, Object> made = registration.register(request, Ids.next());
    return ApiAnswer.created(made, "/api/v1/auth/me");
  }

  /** {@code POST /auth/login}: tokens; 401 {@code bad-credentials}; 429 {@code too-many-logins}. */
  public ApiAnswer login(ApiRequest request) {
    JsonNode body = request.body();
    return tokens(logins.login(body.get("username").asText(), body.get("password").asText()));
  }

  /** {@code POST /auth/refresh}: new tokens for a refresh token; 401 {@code token-invalid}. */
  public ApiAnswer refresh(ApiRequest request) {
    return tokens(logins.refresh(request.body().get("refreshToken").asText()));
  }

  /** {@code POST /auth/logout}: 204; the login's tokens stop working. */
  public ApiAnswer logout(ApiRequest request) {
    sessions.revoke(request.caller().sessionId(), "logout");
    return ApiAnswer.noContent();
  }

  /** {@code GET /auth/me}. */
  public ApiAnswer me(ApiRequest request) {
    Caller caller = request.caller();
    Map<String, Object> me = new LinkedHashMap<>();
    me.put("userId", caller.userId());
    me.put("personId", caller.personId());
    me.put("username", caller.username());
    me.put("displayName", accounts.displayName(caller.personId()));
    me.put("roles", caller.roles().stream().map(Role::name).sorted().toList());
    return ApiAnswer.ok(me);
  }

  private ApiAnswer tokens(Login login) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("accessToken", tokens.issue(login.caller()));
    answer.put("refreshToken", login.refreshToken());
    answer.put("tokenType", "Bearer");
    answer.put("expiresIn", tokens.lifetime().toSeconds());
    return ApiAnswer.ok(answer);
  }
}
