-- One try. A version waits until the one before it is no longer under way, or the older could arrive last.
update emr_delivery d
set state = 'sending', attempts = attempts + 1, lease_until = :now + :lease * interval '1 second'
where d.id = :id and d.state = 'pending' and d.next_attempt_at <= :now
  and not exists (
    select 1 from emr_delivery o
    where o.partner = d.partner and o.kind = d.kind and o.source_id = d.source_id and o.id <> d.id and o.state = 'sending')
returning d.id, d.partner, d.kind, d.source_id, patient_survivor(d.patient_id) as patient_id, d.attempts, d.event_id, d.correlation_id
