-- Counts anew the local days from :from on, and earlier days of patients who answered since :answersSince. Rows that stay the same are
-- not written, and days before :whole, of which rows were removed, not counted. Gives the days that changed. :dueFrom only narrows by index; no zone is further from UTC than that.
with late as (
  select distinct o.patient_id, o.local_date
  from reminder_answer a
  join reminder_occurrence o on o.id = a.occurrence_id
  where a.at >= :answersSince and o.local_date < :from and o.local_date >= :whole
), counted as (
  select o.* from reminder_occurrence o
  where o.due_at >= :dueFrom and o.due_at <= :now and o.local_date >= :from
  union all
  select o.* from late l
  join reminder_plan p on p.patient_id = l.patient_id
  join reminder_occurrence o on o.plan_id = p.id and o.local_date = l.local_date
  where o.due_at <= :now
    and o.due_at >= (l.local_date - 2)::timestamp at time zone 'UTC' and o.due_at < (l.local_date + 3)::timestamp at time zone 'UTC'
), fate as (
  select patient_id, local_date, kind,
         case when state = 'TAKEN' then 'taken'
              when state = 'NOT_TAKEN' then 'not_taken'
              when state in ('MISSED', 'UNANSWERED') then 'missed'
              when state in ('SUPPRESSED', 'EXPIRED') then 'system_missed'
              when state = 'CANCELLED' then 'cancelled'
              -- Sent and past its time, the sweep that closes it has only not come by yet. One still DUE may turn out not to have been sent.
              when state in ('SENT', 'SNOOZED') and confirm_until <= :now then 'missed'
              else 'pending' end as fate,
         answered_at is not null or snoozes > 0 or state in ('TAKEN', 'NOT_TAKEN', 'SNOOZED') as answered
  from counted
), figure as (
  select patient_id, local_date, kind,
         count(*) filter (where fate <> 'pending') as due,
         count(*) filter (where fate = 'taken') as taken,
         count(*) filter (where fate = 'not_taken') as not_taken,
         count(*) filter (where fate <> 'pending' and answered) as answered,
         count(*) filter (where fate = 'missed') as missed,
         count(*) filter (where fate = 'system_missed') as system_missed,
         count(*) filter (where fate = 'cancelled') as cancelled,
         count(*) filter (where fate = 'pending') as pending
  from fate
  group by patient_id, local_date, kind
), written as (
  insert into adherence_day
    (patient_id, local_date, kind, due, taken, not_taken, answered, missed, system_missed, cancelled, pending)
  select f.* from figure f
  -- Before the conflict, which would lock, and so write, also a row that it then leaves as it is.
  where not exists (
    select 1 from adherence_day d
    where d.patient_id = f.patient_id and d.local_date = f.local_date and d.kind = f.kind and d.due = f.due and d.taken = f.taken
      and d.not_taken = f.not_taken and d.answered = f.answered and d.missed = f.missed and d.system_missed = f.system_missed
      and d.cancelled = f.cancelled and d.pending = f.pending)
  on conflict (patient_id, local_date, kind) do update
  set due = excluded.due, taken = excluded.taken, not_taken = excluded.not_taken, answered = excluded.answered, missed = excluded.missed,
      system_missed = excluded.system_missed, cancelled = excluded.cancelled, pending = excluded.pending
  returning local_date
)
select distinct local_date from written order by local_date
