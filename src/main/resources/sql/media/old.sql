-- The next objects that are old enough, unless somebody still has to work on what they came with.
select m.id, m.created_at
from media_object m
where m.id > :after and m.created_at < :before and m.state not in ('SWEPT', 'WANTED')
  and not exists (select 1 from question q where q.message_id = m.message_id and q.state = 'OPEN')
  and not exists (select 1 from dead_letter d where d.correlation_id = m.correlation_id and d.state = 'NEW')
  and not exists (select 1 from emergency e where e.correlation_id = m.correlation_id and e.state <> 'RESOLVED')
order by m.id
limit :limit
