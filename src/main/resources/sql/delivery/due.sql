-- Messages whose time has come and that nobody holds: first tries that were lost on the way, retries, and sends
-- that a dead process left half done. What is not urgent and fresh is the pacer's, at its number's own rate, until it expires.
with held as (
  select id, urgent, next_attempt_at from delivery
  where (state = 'sending' or (state = 'pending' and urgent)) and next_attempt_at <= :now and (lease_until is null or lease_until <= :now)
  order by urgent desc, next_attempt_at
  limit :limit
), expired as (
  select id, urgent, next_attempt_at from delivery
  where state = 'pending' and not urgent and kind <> 'REPLY' and next_attempt_at <= :now and send_until <= :now
    and (lease_until is null or lease_until <= :now)
  limit :limit
), unanswered as (
  select id, urgent, next_attempt_at from delivery
  where state = 'pending' and not urgent and kind = 'REPLY' and next_attempt_at <= :now and send_until <= :now
    and (lease_until is null or lease_until <= :now)
  limit :limit
), due as (
  select * from held union all select * from expired union all select * from unanswered
  order by urgent desc, next_attempt_at
  limit :limit
)
select d.id, d.state, d.channel, d.urgent, d.kind, d.person_id, d.patient_id, d.emergency_id, d.dedupe_key, d.correlation_id, d.event_id,
       d.send_until is not null and d.send_until <= :now as expired
from delivery d
join due on due.id = d.id
where d.state in ('pending', 'sending') and d.next_attempt_at <= :now and (d.lease_until is null or d.lease_until <= :now)
  and (d.urgent or d.state = 'sending' or d.send_until <= :now)
order by d.urgent desc, d.next_attempt_at
for update of d skip locked
