-- What nobody looked at for so long, and what was done late.
with next as (
  select m.id from hl7_message m
  where m.id > :after and m.id < :oldest and m.received_at < :before
  order by m.id
  limit :chunk
), culled as (
  update hl7_message m set raw = '', application_ack = null
  from next n
  where m.id = n.id and m.raw <> '' and m.state <> 'received'
  returning 1
)
select (select id from next order by id desc limit 1) as last, (select count(*) from culled) as changed
