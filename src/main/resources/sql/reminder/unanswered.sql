-- The time to confirm is over: a dose is missed, anything else merely has no answer.
with over as (
  select o.id
  from reminder_occurrence o
  where o.state in ('SENT', 'SNOOZED') and o.confirm_until <= :now
  order by o.confirm_until
  limit :limit
  for update of o skip locked
)
update reminder_occurrence o
set state = case o.kind when 'MEDICATION' then 'MISSED' else 'UNANSWERED' end, snoozed_until = null
from over
where o.id = over.id
returning o.id, o.state
