-- Never of one that may still go out, or that belongs to what a person has to look at.
with next as (
  select d.id from delivery d
  where d.id > :after and d.id < :oldest and d.created_at < :before
  order by d.id
  limit :chunk
), culled as (
  update delivery d set body = '', approved_body = '', buttons = null, media_url = null
  from next n
  where d.id = n.id and d.body <> '' and d.state not in ('pending', 'sending')
    and not exists (select 1 from dead_letter l where l.correlation_id = d.correlation_id and l.state = 'NEW')
    and not exists (select 1 from emergency e where e.id = d.emergency_id and e.state <> 'RESOLVED')
  returning 1
)
select (select id from next order by id desc limit 1) as last, (select count(*) from culled) as changed
