-- The consumers are few; walking their names serves the primary key and spares the hot table a second index. The limit
-- keeps the planner at look-ups: joined freely it reads the whole table.
with recursive consumer as (
  (select consumer from inbox order by consumer limit 1)
  union all
  select (select i.consumer from inbox i where i.consumer > c.consumer order by i.consumer limit 1)
  from consumer c
  where c.consumer is not null
)
select c.consumer, e.id as "eventId", i.claimed_at as "claimedAt"
from consumer c
cross join unnest(:events::uuid[]) as e (id)
cross join lateral (select claimed_at from inbox where consumer = c.consumer and event_id = e.id limit 1) i
order by i.claimed_at
