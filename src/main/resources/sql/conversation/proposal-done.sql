update ai_proposal
set state = :state, reason = :reason, model = :model, proposal = :proposal::jsonb, done_at = :now
where message_id = :id and state = 'REQUESTED'
