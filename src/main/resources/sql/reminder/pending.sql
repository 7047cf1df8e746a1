-- What is due and unanswered of a patient or a plan. A first message that still waits to leave is held for the bus; the others are
-- locked, so that two people who press the button at once send once. What has no message yet is on its way to get one.
with due as (
  select o.id, o.kind, o.due_at
  from reminder_occurrence o
  where o.plan_id in (select id from reminder_plan where patient_id = :patient) and (:plan::uuid is null or o.plan_id = :plan::uuid)
    and o.local_date >= :now::timestamptz::date - 62 and o.due_at between :now::timestamptz - interval '60 days' and :now
    and o.state in ('DUE', 'SENT', 'SNOOZED') and o.confirm_until > :now
  order by o.due_at
  limit 50
  for update of o
), held as (
  update delivery d set lease_until = :until
  from due
  where d.id = due.id and d.state = 'pending' and d.next_attempt_at <= :now and (d.lease_until is null or d.lease_until <= :now)
    and d.send_until > :now
  returning d.id
)
select due.id, due.kind, held.id is not null as waiting
from due
left join held on held.id = due.id
left join delivery d on d.id = due.id
where (held.id is not null or d.state not in ('pending', 'sending'))
  and not exists (select 1 from delivery again
                  where again.patient_id = :patient and again.state in ('pending', 'sending')
                    and again.dedupe_key like 'reminder:' || due.id || ':now:%')
order by due.due_at
