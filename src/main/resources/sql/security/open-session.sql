insert into login_session (id, user_id, expires_at)
values (:id, :user, now() + make_interval(secs => :seconds))
