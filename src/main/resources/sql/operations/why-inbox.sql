-- The consumers are few; walking their names serves the primary key and spares the hot table a second index.
with recursive consumer as (
  (select consumer from inbox order by consumer limit 1)
  union all
  select (select i.consumer from inbox i where i.consumer > c.consumer order by i.consumer limit 1)
  from consumer c
  where c.consumer is not null
)
select i.consumer, i.event_id as "eventId", i.claimed_at as "claimedAt"
from consumer c
join inbox i on i.consumer = c.consumer and i.event_id = any (:events::uuid[])
order by i.claimed_at
