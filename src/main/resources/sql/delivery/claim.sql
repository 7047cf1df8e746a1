update delivery
set state = 'sending', attempts = attempts + 1, lease_until = :now + :lease * interval '1 second'
where id = :id and state = 'pending' and next_attempt_at <= :now and (send_until is null or send_until > :now)
returning id, gateway, address, body, urgent, kind, attempts
