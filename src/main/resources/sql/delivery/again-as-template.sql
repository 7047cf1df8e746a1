-- Taken by the gateway and refused later for the 24-hour window: the same message goes once more, as a template. What it took along
-- goes by itself, since no template says both.
with alone as (
  update delivery
  set state = 'pending', as_template = true, reason = 'the 24-hour window is closed: by itself as a template', merged_into = null,
      provider_message_id = null, sent_at = null, next_attempt_at = :now, lease_until = null
  where merged_into = :id
)
update delivery
set state = 'pending', as_template = true, reason = 'the 24-hour window is closed: again as a template', digest_size = 1,
    provider_message_id = null, sent_at = null, next_attempt_at = :now, lease_until = :lease
where id = :id and state = 'failed'
