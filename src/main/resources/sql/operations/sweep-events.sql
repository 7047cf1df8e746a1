-- Through the primary key, whose ids carry their time; never an event that still may have to be published.
delete from event_log where id in (
  select e.id from event_log e
  where e.id < :oldest and e.time < :before
    and not exists (select 1 from outbox o where o.event_id = e.id)
    and not exists (select 1 from dead_letter d where d.event_id = e.id and d.state = 'NEW')
  order by e.id
  limit :chunk)
