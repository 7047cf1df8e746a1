insert into question (id, person_id, address, message_id, text, language, reason, topic, state, asked_at, correlation_id, event_id)
values (:id, :person, :address, :message, :text, :language, :reason, :topic, 'OPEN', :now, :correlationId, :eventId)
on conflict (message_id) do nothing
