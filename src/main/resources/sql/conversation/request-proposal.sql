insert into ai_proposal (message_id, person_id, text, fallback, state, correlation_id, requested_at)
values (:id, :person, :text, :fallback, 'REQUESTED', :correlationId, :now)
on conflict (message_id) do nothing
