update delivery set state = :state, reason = :reason, lease_until = null where id = :id and state = 'pending'
