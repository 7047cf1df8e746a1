-- One of two concurrent refreshes wins: the other finds the token used.
update refresh_token t
set used_at = now()
from login_session s
where t.hash = :hash and t.used_at is null and t.expires_at > now()
  and s.id = t.session_id and s.revoked_at is null and s.expires_at > now()
returning t.session_id, s.user_id
