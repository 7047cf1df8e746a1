-- Where a plan stands. Patients are spread over 64 shards, which nodes share the work by.
insert into reminder_next (plan_id, shard, patient_id, kind, version, timing_id, local_date, slot, due_at, last_date)
select p.id, (hashtextextended(p.patient_id::text, 0) & 63)::smallint, p.patient_id, p.kind, p.version, p.timing_id, :date, :slot, :due, p.end_date
from reminder_plan p
where p.id = :id
on conflict (plan_id) do update
set version = excluded.version, timing_id = excluded.timing_id, local_date = excluded.local_date, slot = excluded.slot,
    due_at = excluded.due_at, last_date = excluded.last_date
