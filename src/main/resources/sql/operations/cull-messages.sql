-- Whoever still has to work on a message needs its words: a dead letter, an open question, an emergency, bytes inside it.
with next as (
  select m.id from inbound_message m
  where m.id > :after and m.id < :oldest and m.received_at < :before
  order by m.id
  limit :chunk
), culled as (
  update inbound_message m set raw = '', text = null
  from next n
  where m.id = n.id and m.raw <> '' and m.state <> 'DEFERRED'
    and not exists (select 1 from dead_letter d where d.correlation_id = m.correlation_id and d.state = 'NEW')
    and not exists (select 1 from question q where q.message_id = m.id and q.state = 'OPEN')
    and not exists (select 1 from emergency e where e.correlation_id = m.correlation_id and e.state <> 'RESOLVED')
    and not exists (select 1 from media_object o where o.message_id = m.id and o.source = 'INLINE' and o.state in ('WANTED', 'FAILED'))
  returning 1
)
select (select id from next order by id desc limit 1) as last, (select count(*) from culled) as changed
