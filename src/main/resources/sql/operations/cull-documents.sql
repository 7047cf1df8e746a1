-- The row stays and knows its hash, so that the same document is not taken in a second time. A file goes with the documents that name it.
with next as (
  select d.id from partner_document d
  where d.id > :after and d.id < :oldest and d.received_at < :before
  order by d.id
  limit :chunk
), culled as (
  update partner_document d set body = ''
  from next n
  where d.id = n.id and d.body <> '' and d.state = 'read'
  returning 1
)
select (select id from next order by id desc limit 1) as last, (select count(*) from culled) as changed
