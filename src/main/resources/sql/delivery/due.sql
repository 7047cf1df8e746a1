-- Messages whose time has come and that nobody holds: first tries that were lost on the way, retries, and sends
-- that a dead process left half done. What is not urgent and fresh is the pacer's, at its number's own rate.
select id, state, channel, urgent, kind, person_id, patient_id, emergency_id, dedupe_key, correlation_id, event_id,
       send_until is not null and send_until <= :now as expired
from delivery
where state in ('pending', 'sending') and next_attempt_at <= :now and (lease_until is null or lease_until <= :now)
  and (urgent or state = 'sending' or send_until <= :now)
order by urgent desc, next_attempt_at
limit :limit
for update skip locked
