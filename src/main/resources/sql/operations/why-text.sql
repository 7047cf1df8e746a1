-- What any text names. The gateways and instances are few: walking their distinct values through the index and then
-- looking the message up in each beats one more index on the two busiest tables.
with recursive gateway as (
  (select gateway from delivery where provider_message_id is not null order by gateway limit 1)
  union all
  select (select d.gateway from delivery d
          where d.provider_message_id is not null and d.gateway > g.gateway order by d.gateway limit 1)
  from gateway g
  where g.gateway is not null
), source as (
  (select gateway, instance, event from inbound_message order by gateway, instance, event limit 1)
  union all
  select n.gateway, n.instance, n.event
  from source s
  cross join lateral (select m.gateway, m.instance, m.event from inbound_message m
                      where (m.gateway, m.instance, m.event) > (s.gateway, s.instance, s.event)
                      order by m.gateway, m.instance, m.event limit 1) n
), hit as (
  (select 1 as rank, 'correlation id' as "matched", correlation_id as "correlationId"
   from event_log where correlation_id = :key limit 1)
  union all
  (select 1, 'correlation id', correlation_id from delivery where correlation_id = :key and correlation_id <> id::text limit 1)
  union all
  (select 1, 'correlation id', correlation_id from inbound_message where correlation_id = :key limit 1)
  union all
  (select 1, 'correlation id', correlation_id from dead_letter where correlation_id = :key limit 1)
  union all
  (select 2, 'provider message id', d.correlation_id
   from gateway g join delivery d on d.gateway = g.gateway and d.provider_message_id = :key limit 10)
  union all
  (select 2, 'provider message id', m.correlation_id
   from source s
   join inbound_message m on m.gateway = s.gateway and m.instance = s.instance and m.event = s.event
                         and m.provider_message_id = :key
   limit 10)
  union all
  (select 3, 'subject', correlation_id from event_log where subject = :key order by time desc limit 50)
)
select distinct "matched", "correlationId", rank from hit where rank = (select min(rank) from hit)
