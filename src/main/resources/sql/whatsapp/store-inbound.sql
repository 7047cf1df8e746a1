insert into inbound_message (id, gateway, instance, provider_message_id, event, state, reason, person_id, sender, text, raw,
                             sent_at, received_at, answer_after, correlation_id)
values (:id, :gateway, :instance, :providerMessageId, :event, :state, :reason, :personId, :sender, :text, :raw,
        :sentAt, :receivedAt, :answerAfter, :correlationId)
on conflict (gateway, instance, event, provider_message_id) do nothing
returning id
