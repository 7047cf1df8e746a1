-- Taken by the gateway and refused later for the 24-hour window: the same message goes once more, as a template.
update delivery
set state = 'pending', as_template = true, reason = 'the 24-hour window is closed: again as a template',
    provider_message_id = null, sent_at = null, next_attempt_at = :now, lease_until = :lease
where id = :id and state = 'failed'
