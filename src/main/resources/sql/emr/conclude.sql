update emr_delivery
set state = :state, attempts = :attempts, next_attempt_at = :next, lease_until = null, status = :status, reason = :reason,
    sent_at = case when :state = 'sent' then :now else sent_at end
where id = :id and state = 'sending' and attempts = :claimed
