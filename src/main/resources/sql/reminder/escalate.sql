-- Missed doses that caregivers must hear of, each once: of a plan that a doctor called critical, and every third in a row of the others.
-- What the system did not tell (expired, suppressed, cancelled) is no link of such a row. Of several in one batch the latest speaks.
update reminder_occurrence o
set escalated_at = :now
from reminder_plan p
where o.id = any (:ids::uuid[]) and o.state = 'MISSED' and o.escalated_at is null and p.id = o.plan_id
  and (p.critical
       or not exists (select 1 from reminder_occurrence l where l.id = any (:ids::uuid[]) and l.plan_id = o.plan_id and l.due_at > o.due_at)
          and (select count(*) = 3 and bool_and(b.state = 'MISSED' and b.escalated_at is null)
               from (select b.state, b.escalated_at
                     from reminder_occurrence b
                     where b.plan_id = o.plan_id and b.due_at <= o.due_at and b.state not in ('EXPIRED', 'SUPPRESSED', 'CANCELLED')
                     order by b.due_at desc
                     limit 3) b))
returning o.id, o.plan_id, o.patient_id, o.due_at, p.critical
