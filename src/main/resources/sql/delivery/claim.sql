update delivery
set state = 'sending', attempts = attempts + 1, lease_until = :now + :lease * interval '1 second'
where id = :id and state = 'pending' and next_attempt_at <= :now and (send_until is null or send_until > :now)
returning id, gateway, address, body, urgent, kind, attempts, channel, person_id, patient_id, template, language,
          approved_body, buttons::text as buttons, media_url, as_template, failures, hops, correlation_id, event_id
