update partner_heard set silent_since = :now
where name = :name and silent_since is null and heard_at < :before
