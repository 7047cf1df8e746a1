-- The doses that an answer is about, locked: those of the reminder that it quotes, else the latest that came due, with what came in the
-- same minute or message. A dose taken already is among them: a second "taken" must not reach back to the dose before.
with mine as (
  select o.id, o.due_at, coalesce(d.merged_into, d.id) as carrier
  from reminder_occurrence o
  left join delivery d on d.id = o.id
  where o.plan_id in (select id from reminder_plan where patient_id = :patient)
    and o.kind = 'MEDICATION' and o.local_date >= :now::timestamptz::date - 62 and o.due_at between :now::timestamptz - interval '60 days' and :now
    and o.confirm_until > :now::timestamptz - :late * interval '1 second' and o.state <> 'CANCELLED'
), latest as (
  select due_at, carrier from mine where due_at = (select max(due_at) from mine)
), quoted as (
  select split_part(q.dedupe_key, ':', 2) as id
  from delivery q
  where q.gateway = :gateway and q.provider_message_id = :quoted and q.person_id = :patient and q.template = 'reminder.medication'
), meant as (
  select m.id
  from mine m
  where case when exists (select 1 from quoted) then m.id::text in (select id from quoted)
             else m.due_at in (select due_at from latest) or m.carrier in (select carrier from latest) end
)
select o.id, o.plan_id, o.state, o.due_at, o.confirm_until, o.snoozes, o.escalated_at is not null and o.retracted_at is null as escalated,
       p.title, to_char(o.slot, 'HH24:MI') as slot
from reminder_occurrence o
join reminder_plan p on p.id = o.plan_id
where o.id in (select id from meant)
order by o.due_at, o.id
for update of o
