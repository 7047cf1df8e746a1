-- Each refresh prolongs the login.
with prolonged as (
  update login_session set expires_at = now() + make_interval(secs => :seconds) where id = :session
)
insert into refresh_token (hash, session_id, expires_at)
values (:hash, :session, now() + make_interval(secs => :seconds))
