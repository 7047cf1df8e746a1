-- What is due and nobody holds: retries, first tries lost on the way, and tries of a node that died. Repeating is harmless:
-- what is written is written conditionally.
with due as (
  select id from emr_delivery
  where state in ('pending', 'sending') and next_attempt_at <= :now and (lease_until is null or lease_until <= :now)
  order by next_attempt_at
  limit :limit
  for update skip locked
)
update emr_delivery d
set state = 'pending', lease_until = :lease
from due
where d.id = due.id
returning d.id, d.patient_id, d.event_id, d.correlation_id
