-- Turns what is due in a shard into occurrences and moves each plan on to its next time, in one statement. The calendar comes as
-- rows (k), one for each distinct time. A plan that was changed meanwhile no longer matches its row and waits for the next round;
-- an occurrence that exists already (the plan's times were changed and changed back) is not made twice.
-- Shard and time stand wherever reminder_next does: without them each shard would read the plans of all.
-- Usually :until is now. An operator who stops what is to come looks ahead and gives the reason as :cancelled.
with k as (
  select *
  from unnest(:kinds::text[], :timings::int[], :plans::uuid[], :dates::date[], :slots::time[], :dues::timestamptz[], :sendUntils::timestamptz[],
              :confirmUntils::timestamptz[], :nextDates::date[], :nextSlots::time[], :nextDues::timestamptz[])
    as k (kind, timing_id, only_plan, local_date, slot, due_at, send_until, confirm_until, next_date, next_slot, next_due)
), due as (
  select n.plan_id, n.last_date is null or k.next_date <= n.last_date as goes_on, k.*
  from reminder_next n
  join k on k.timing_id = n.timing_id and k.kind = n.kind and k.local_date = n.local_date and k.slot = n.slot
  where n.shard = :shard and n.due_at <= :until and (:patient::uuid is null or n.patient_id = :patient::uuid)
  union all
  select n.plan_id, true, k.*
  from k
  join reminder_next n on n.plan_id = k.only_plan and n.local_date = k.local_date and n.slot = k.slot
  where n.due_at <= :until and n.timing_id is null
), moved as (
  update reminder_next n
  set local_date = d.next_date, slot = d.next_slot, due_at = d.next_due
  from due d
  where n.shard = :shard and n.due_at <= :until
    and n.plan_id = d.plan_id and n.local_date = d.local_date and n.slot = d.slot and n.timing_id is not distinct from d.timing_id
    and d.goes_on and d.next_date is not null
  returning n.patient_id, n.version, d.*
), ended as (
  delete from reminder_next n
  using due d
  where n.shard = :shard and n.due_at <= :until
    and n.plan_id = d.plan_id and n.local_date = d.local_date and n.slot = d.slot and n.timing_id is not distinct from d.timing_id
    and (not d.goes_on or d.next_date is null)
  returning n.patient_id, n.version, d.*
), made as (
  insert into reminder_occurrence (id, plan_id, patient_id, kind, plan_version, local_date, slot, due_at, send_until, confirm_until, state, reason)
  select (lpad(to_hex((extract(epoch from m.due_at) * 1000)::bigint), 12, '0') || '8' || substr(h.key, 1, 3) || 'a' || substr(h.key, 4, 15))::uuid,
         m.plan_id, m.patient_id, m.kind, m.version, m.local_date, m.slot, m.due_at, m.send_until, m.confirm_until,
         case when m.send_until <= :now then 'EXPIRED' when :cancelled::text is not null then 'CANCELLED' else 'DUE' end,
         case when m.send_until <= :now then 'the system was not there in time' else :cancelled::text end
  from (select * from moved union all select * from ended) m,
       lateral (select md5(m.plan_id::text || m.local_date || m.slot) as key) h
  on conflict (plan_id, local_date, slot) do nothing
  returning id, kind, due_at, state
), counted as (
  insert into reminder_batch (due_minute, shard, planned, expired, started_at, finished_at, node)
  select date_trunc('minute', due_at, 'UTC'), :shard, count(*), count(*) filter (where state = 'EXPIRED'), now(), clock_timestamp(), :node
  from made
  group by 1
  on conflict (due_minute, shard) do update
  set planned = reminder_batch.planned + excluded.planned, expired = reminder_batch.expired + excluded.expired,
      finished_at = excluded.finished_at, node = excluded.node
)
select id, kind from made where state <> 'EXPIRED'
