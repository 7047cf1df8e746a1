-- What is due in a shard, as the few distinct times that it comes down to. Plans of a single event stand for themselves.
select n.kind, n.timing_id, case when n.timing_id is null then n.plan_id end as plan_id, n.local_date, n.slot, min(n.due_at) as due_at
from reminder_next n
where n.shard = :shard and n.due_at <= :until
  and (:patient::uuid is null or n.patient_id = :patient::uuid) and (:onlyKind::text is null or n.kind = :onlyKind::text)
group by 1, 2, 3, 4, 5
order by min(n.due_at)
limit :limit
