-- Rows held by another relay are skipped; those of a dead one come free with its connection.
select o.seq, o.routing_key, e.envelope::text as envelope
from (select seq, event_id, routing_key
      from outbox
      where urgent = ? and seq > ?
      order by seq
      limit ?
      for update skip locked) o
join event_log e on e.id = o.event_id
order by o.seq
