-- A claim protects against a second handling: it stays while its event may still come again.
delete from inbox i
where i.ctid >= :from::tid and i.ctid < :to::tid
  and i.claimed_at < :before
  and not exists (select 1 from outbox o where o.event_id = i.event_id)
  and not exists (select 1 from dead_letter d
                  where d.event_id = i.event_id and (d.state = 'NEW' or d.handled_at >= :before))
