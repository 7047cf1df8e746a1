delete from login_session s
where s.ctid >= :from::tid and s.ctid < :to::tid
  and s.expires_at < :before
  and not exists (select 1 from refresh_token t where t.session_id = s.id and t.expires_at >= :before)
