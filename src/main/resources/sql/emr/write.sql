-- Asks for one thing to be written to one partner; a newer version takes the place of older ones that have not arrived.
with written as (
  insert into emr_delivery (id, partner, kind, source_id, dedupe_key, patient_id, state, next_attempt_at, lease_until, event_id, correlation_id, created_at)
  values (:id, :partner, :kind, :source, :dedupeKey, :patient, 'pending', :now, :lease, :event, :correlation, :now)
  on conflict (partner, dedupe_key) do nothing
  returning id, partner, kind, source_id
), replaced as (
  update emr_delivery d set state = 'superseded', reason = 'a newer version follows', lease_until = null
  from written w
  where d.partner = w.partner and d.kind = w.kind and d.source_id = w.source_id and d.id <> w.id
    and d.state in ('pending', 'needs-person', 'failed')
)
select id from written
