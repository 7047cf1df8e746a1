-- Fenced by the attempt number: a sender whose lease ran out must not overwrite what its successor did.
update delivery
set state = :state,
    reason = :reason,
    ambiguous = ambiguous or :ambiguous,
    attempts = attempts - :uncounted,
    next_attempt_at = :nextAttemptAt,
    lease_until = :leaseUntil,
    channel = :channel,
    gateway = :gateway,
    failures = :failures,
    hops = :hops,
    as_template = :asTemplate,
    provider_message_id = coalesce(:providerMessageId, provider_message_id),
    sent_at = case when :state = 'sent' then :now else sent_at end
where id = :id and state = 'sending' and attempts = :attempt
returning person_id, patient_id, emergency_id, kind, urgent, dedupe_key, correlation_id, event_id, gateway, channel
