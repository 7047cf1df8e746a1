-- Doses that a patient was reminded of and may still answer, latest first; open: nothing was said to the last reminder of it.
select o.state in ('DUE', 'SENT') as open
from reminder_occurrence o
join delivery d on d.id = o.id
where o.plan_id in (select id from reminder_plan where patient_id = :patient)
  and o.kind = 'MEDICATION' and o.local_date >= :now::timestamptz::date - 62 and o.due_at between :now::timestamptz - interval '60 days' and :now
  and o.confirm_until > :now and o.state in ('DUE', 'SENT', 'SNOOZED', 'TAKEN', 'NOT_TAKEN')
  and d.state in ('sending', 'sent', 'delivered', 'read')
order by o.due_at desc
