-- Urgent events that no agent has seen yet, while the broker is away.
select o.seq, o.routing_key, e.envelope::text as envelope
from outbox o
join event_log e on e.id = o.event_id
where o.urgent and o.handed_over is null
order by o.seq
limit ?
