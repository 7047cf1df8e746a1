-- Messages whose time has come and that nobody holds: first tries that were lost on the way, retries, and sends
-- that a dead process left half done.
select id, state, urgent, kind, person_id, patient_id, emergency_id, dedupe_key, correlation_id, event_id,
       send_until is not null and send_until <= :now as expired
from delivery
where state in ('pending', 'sending') and next_attempt_at <= :now and (lease_until is null or lease_until <= :now)
order by urgent desc, next_attempt_at
limit :limit
for update skip locked
