package procare.security;

import java.util.Set;
import java.util.UUID;

/**
 * Who makes a call, as proven by the access token.
 *
 * @param personId the person behind the account; for a patient also the patient id
 * @param sessionId the login that the token belongs to; logout revokes it
 */
public record Caller(UUID userId, UUID personId, String username, Set<Role> roles, UUID sessionId) {
  public boolean is(Role role) {
    return roles.contains(role);
  }
}
