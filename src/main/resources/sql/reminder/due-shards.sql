-- Shards with work: 64 look-ups in an index, however many reminders there are.
select s.shard
from generate_series(0, 63) as s (shard)
where exists (select 1 from reminder_next n where n.shard = s.shard and n.due_at <= :now)
