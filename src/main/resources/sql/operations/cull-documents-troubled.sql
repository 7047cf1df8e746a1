-- What nobody looked at for so long, files that documents name, and what was read late.
with next as (
  select d.id from partner_document d
  where d.id > :after and d.id < :oldest and d.received_at < :before
  order by d.id
  limit :chunk
), culled as (
  update partner_document d set body = ''
  from next n
  where d.id = n.id and d.body <> ''
  returning 1
)
select (select id from next order by id desc limit 1) as last, (select count(*) from culled) as changed
