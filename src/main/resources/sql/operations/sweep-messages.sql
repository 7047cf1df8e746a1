-- The last message of a person stays: it says through which number they are written to.
with next as (
  select m.id from inbound_message m
  where m.id > :after and m.id < :oldest and m.received_at < :before
  order by m.id
  limit :chunk
), gone as (
  delete from inbound_message m
  using next n
  where m.id = n.id and m.state <> 'DEFERRED'
    and not exists (select 1 from dead_letter d where d.correlation_id = m.correlation_id and d.state = 'NEW')
    and not exists (select 1 from question q where q.message_id = m.id and q.state = 'OPEN')
    and not exists (select 1 from emergency e where e.correlation_id = m.correlation_id and e.state <> 'RESOLVED')
    and not exists (select 1 from media_object o where o.message_id = m.id and o.state <> 'SWEPT')
    and (m.person_id is null or m.state in ('IGNORED', 'UNUSABLE')
         or exists (select 1 from inbound_message l
                    where l.person_id = m.person_id and l.received_at > m.received_at and l.state not in ('IGNORED', 'UNUSABLE')))
  returning 1
)
select (select id from next order by id desc limit 1) as last, (select count(*) from gone) as changed
