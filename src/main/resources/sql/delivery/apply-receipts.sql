-- Receipts come unordered and more than once; a state never goes back (contracts.md §10), except to failed.
update delivery d
set state = case
      when r.failed and d.state = 'sent' then 'failed'
      when r.read and d.state in ('sent', 'delivered') then 'read'
      when r.delivered and d.state = 'sent' then 'delivered'
      else d.state end,
    reason = case when r.failed and d.state = 'sent' then concat_ws(' ', 'the gateway reported an error after accepting it', '(code ' || r.code || ')') else d.reason end,
    delivered_at = coalesce(d.delivered_at, r.delivered_at),
    read_at = coalesce(d.read_at, r.read_at)
from (select bool_or(state = 'failed') as failed,
             bool_or(state in ('read', 'played')) as read,
             bool_or(state = 'delivered') as delivered,
             max(code) filter (where state = 'failed') as code,
             min(at) filter (where state = 'delivered') as delivered_at,
             min(at) filter (where state in ('read', 'played')) as read_at
      from delivery_receipt
      where gateway = :gateway and provider_message_id = :providerMessageId) r
where d.gateway = :gateway and d.provider_message_id = :providerMessageId and d.state in ('sent', 'delivered', 'read')
returning d.id, d.state, d.person_id, d.patient_id, d.emergency_id, d.kind, d.urgent, d.dedupe_key, d.correlation_id, d.event_id,
          d.channel, d.as_template, r.code
