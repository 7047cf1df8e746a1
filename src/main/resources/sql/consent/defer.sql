update delivery set next_attempt_at = :until, lease_until = null, reason = :reason where id = :id and state = 'pending'
